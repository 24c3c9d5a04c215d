import express, { type Express } from 'express';
import helmet from 'helmet';

interface AppOptions {
  /** Express's `trust proxy`: whose X-Forwarded-For counts. Nobody's by default. */
  readonly trustProxy: readonly string[];
}

/** An Express app with what every service has: security headers, no framework banner, trusted proxies only. */
export const createApp = ({ trustProxy }: AppOptions): Express => {
  const app = express();
  app.disable('x-powered-by');
  // Lists are new each time: a digest of each would match none before. Files keep their tags.
  app.set('etag', () => undefined);
  app.set('trust proxy', trustProxy.length > 0 ? [...trustProxy] : false);
  app.set('query parser', 'simple');
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: {
          'default-src': ["'self'"],
          'img-src': ["'self'", 'data:'],
          // Mantine sets style attributes at run time.
          'style-src': ["'self'", "'unsafe-inline'"],
          'upgrade-insecure-requests': null,
        },
      },
    }),
  );
  return app;
};

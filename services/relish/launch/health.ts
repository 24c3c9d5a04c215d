import { Router } from 'express';
import type { Registry } from 'prom-client';
import { AppError } from '../../platform/http/app-error.ts';

interface Health {
  /** True once it has caught up with its log, until it begins to stop. */
  readonly isReady: () => boolean;
  readonly registry: Registry;
}

/** For whatever looks after the process: is it alive, may it get requests, how is it doing. */
export const createHealth = ({ isReady, registry }: Health): Router => {
  const router = Router();
  router.get('/livez', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'alive' });
  });
  router.get('/readyz', (_request, response) => {
    if (!isReady()) {
      throw new AppError(503, 'not-ready', 'Relish is starting or stopping: ask again in a moment.', {
        headers: { 'Retry-After': '1' },
      });
    }
    response.set('Cache-Control', 'no-store').json({ status: 'ready' });
  });
  router.get('/metrics', async (_request, response) => {
    const text = await registry.metrics();
    response.set('Content-Type', registry.contentType).send(text);
  });
  return router;
};

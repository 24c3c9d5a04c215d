import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router, type Request, type RequestHandler } from 'express';
import { AppError } from '../../platform/http/app-error.ts';

/** Names of files under `assets/` hold a digest of their content. */
const HASHED = /[\\/]assets[\\/]/;
/** What belongs to the services: a wrong path there is a problem, not a page. */
const SERVICES = /^\/(api|v1|ofrep|livez|readyz|metrics)(\/|$)/;

const apps = [
  { name: 'console', at: '/console' },
  { name: 'order', at: '/' },
] as const;

/** A browser going to a page says that it wants HTML; scripts, styles and programs don't. */
const isPage = ({ method, headers, originalUrl }: Request): boolean =>
  ['GET', 'HEAD'].includes(method) &&
  headers.accept?.includes('text/html') === true &&
  !SERVICES.test(originalUrl);

const notBuilt = (name: string): RequestHandler => {
  const detail = `The ${name} app is not built. Stop Relish and start it with npm start, which builds it.`;
  return (request, _response, next) =>
    next(isPage(request) ? new AppError(503, 'web-not-built', detail) : undefined);
};

/** The files of one app, and its page at every path that is none of them: the app routes for itself. */
const serveApp = (folder: string): RequestHandler[] => [
  express.static(folder, {
    index: false,
    redirect: false,
    setHeaders(response, path) {
      if (HASHED.test(path)) response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
      else response.setHeader('Cache-Control', 'no-cache');
    },
  }),
  (request, response, next) => {
    if (!isPage(request)) {
      next();
      return;
    }
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile('index.html', { root: folder, cacheControl: false });
  },
];

export const isWebBuilt = (folder: string): boolean =>
  apps.every(({ name }) => existsSync(join(folder, name, 'index.html')));

/**
 * The ordering app at `/`, the console at `/console`.
 * @param folder holds the builds, one folder an app
 */
export const createWebApps = (folder: string): Router => {
  const router = Router();
  for (const { name, at } of apps) {
    const build = join(folder, name);
    router.use(at, ...(existsSync(join(build, 'index.html')) ? serveApp(build) : [notBuilt(name)]));
  }
  return router;
};

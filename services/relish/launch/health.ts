import { Router } from 'express';
import { AppError } from '../../platform/http/app-error.ts';

interface Health {
  /** True once it has caught up with its log, until it begins to stop. */
  readonly isReady: () => boolean;
}

/** For whatever looks after the process: is it alive, may it get requests. */
export const createHealth = ({ isReady }: Health): Router => {
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
  return router;
};

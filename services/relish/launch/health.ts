import { Router } from 'express';
import type { Logger } from 'pino';
import { AppError } from '../../platform/http/app-error.ts';
import { answerProblem } from '../../platform/http/send-problem.ts';

interface Health {
  /** True once it has caught up with its log, until it begins to stop. */
  readonly isReady: () => boolean;
  /** What isn't there, and can be waited for: requests are served without it. */
  readonly waitsFor: () => readonly string[];
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

const notReady = (): AppError =>
  new AppError(503, 'not-ready', 'Relish is starting or stopping: ask again in a moment.', {
    headers: { 'Retry-After': '1' },
  });

/** For whatever looks after the process: is it alive, may it get requests. Asked all the time, it logs what changes. */
export const createHealth = ({ isReady, waitsFor, logger }: Health): Router => {
  const router = Router();
  let told: boolean | undefined;
  const tell = (ready: boolean): void => {
    if (ready === told) return;
    told = ready;
    if (ready) logger.info('ready');
    else logger.warn('not ready: it starts, stops, or its fold has ended');
  };
  router.get('/livez', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'alive' });
  });
  router.get('/readyz', (_request, response) => {
    response.set('Cache-Control', 'no-store');
    const ready = isReady();
    tell(ready);
    if (!ready) {
      answerProblem(response, notReady());
      return;
    }
    const waiting = waitsFor();
    response.json({ status: 'ready', ...(waiting.length > 0 && { waitsFor: waiting }) });
  });
  return router;
};

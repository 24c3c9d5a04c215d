import { AppError } from './app-error.ts';

/** For who asked for something long when the process was told to end. */
export const closing = (): AppError =>
  new AppError(503, 'closing', 'This instance is being stopped: ask again in a moment.', {
    headers: { 'Retry-After': '2' },
  });

import { AppError } from '../http/app-error.ts';

export const logClosed = (): AppError =>
  new AppError(503, 'log-closed', 'The log is closed: this process is stopping. Try again in a moment.');

export const logInUse = (folder: string, owner: string, cause: unknown): AppError =>
  new AppError(
    503,
    'log-in-use',
    `The log in ${folder} is open in another process (${owner}). Stop that one, or choose another RELISH_DATA.`,
    { cause },
  );

export const logUnwritable = (cause: unknown): AppError =>
  new AppError(
    503,
    'log-unwritable',
    'The log could not be written and takes nothing more. See to the disk (space, rights), then start again.',
    { cause },
  );

export const logDamaged = (folder: string, what: string, cause?: unknown): AppError =>
  new AppError(
    500,
    'log-damaged',
    `The log in ${folder} is damaged: ${what}. Keep the folder, and restore it whole from a backup.`,
    { cause },
  );

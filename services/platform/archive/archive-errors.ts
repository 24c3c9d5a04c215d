import { AppError } from '../http/app-error.ts';

/** Something of the archive is not what was put there: nothing of it is used. */
export const archiveDamaged = (name: string, what: string, cause?: unknown): AppError =>
  new AppError(
    500,
    'archive-damaged',
    `${name} of the archive ${what}. See what else is wrong (relish verify --archive), and put it back from a copy.`,
    { cause },
  );

import { join } from 'node:path';
import { type LogReader, openLogCopy } from '../../platform/event-log/open-log-copy.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { CliError } from './cli-error.ts';
import { dataFolder } from './find-token.ts';

/** In the data folder. */
export const LOG_FOLDER = 'log';

/**
 * The log of the data folder, as it is now; Relish may be running on it, and goes on undisturbed.
 * @throws CliError if there is none
 */
export const openLog = (environment: NodeJS.ProcessEnv): Promise<LogReader> =>
  openLogCopy(join(dataFolder(environment), LOG_FOLDER)).catch((cause: unknown) => {
    if (!(cause instanceof AppError) || cause.code !== 'no-log') throw cause;
    const detail = `${cause.message} Set RELISH_DATA to the data folder of Relish, or start it first (npm start).`;
    throw new CliError(detail, { cause });
  });

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError } from './cli-error.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const DEFAULT_DATA = '.data';
const TOKEN_FILE = 'service-token';

export interface FoundToken {
  readonly token: string;
  /** Where it came from, for messages. Never the token. */
  readonly from: string;
}

/** The data folder of the local instance. */
const dataFolder = (environment: NodeJS.ProcessEnv): string => environment['RELISH_DATA'] ?? DEFAULT_DATA;

/**
 * The service token: RELISH_SERVICE_TOKEN, or that of the local instance's data folder. The latter is sent to
 * this machine only: it is worth nothing elsewhere and nobody else's business.
 * @throws CliError if there is none
 */
export const findToken = async (url: URL, environment: NodeJS.ProcessEnv): Promise<FoundToken> => {
  const given = environment['RELISH_SERVICE_TOKEN']?.trim();
  if (given) return { token: given, from: 'RELISH_SERVICE_TOKEN' };
  if (!LOOPBACK.test(url.hostname)) {
    throw new CliError(`${url.origin} needs a token: set RELISH_SERVICE_TOKEN to one that it accepts.`);
  }
  const file = join(dataFolder(environment), TOKEN_FILE);
  const token = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new CliError(
      `There is no token: RELISH_SERVICE_TOKEN is not set and ${file} can't be read. ` +
        'Start Relish (npm start), or set RELISH_DATA to the data folder that it runs on.',
      { cause },
    );
  });
  return { token: token.trim(), from: file };
};

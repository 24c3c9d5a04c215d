import { createHmac } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readOrMakeSecret } from '../../platform/auth/keys.ts';
import { ConfigError, type Config } from '../../platform/config/config.ts';
import { hasErrorCode } from '../../platform/files/has-error-code.ts';

const LOG_FOLDER = 'log';
const NOT_OURS = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'];

interface Token {
  readonly secret: string;
  /** Where it is kept; absent where the environment gave it. */
  readonly file?: string;
}

/** All that Relish keeps on this machine, and the secrets it needs to read it. */
export interface DataFolder {
  readonly folder: string;
  readonly logFolder: string;
  readonly tokens: { readonly service: Token; readonly admin: Token };
  readonly sessionSecret: string;
  readonly originSecret: string;
}

const tokenIn = async (folder: string, name: string, given: string | undefined): Promise<Token> =>
  given === undefined
    ? { secret: await readOrMakeSecret(folder, name), file: join(folder, name) }
    : { secret: given };

/** Whoever signed in to the demo, with a passcode that everybody knows, is nobody in a real shop. */
const sessionSecretIn = async (folder: string, config: Config): Promise<string> => {
  const isDemo = config.RELISH_DEMO === 'on';
  const given = config.RELISH_SESSION_SECRET;
  if (given === undefined) return readOrMakeSecret(folder, isDemo ? 'demo-session-secret' : 'session-secret');
  return isDemo ? createHmac('sha256', given).update('demo').digest('hex') : given;
};

const open = async (config: Config): Promise<DataFolder> => {
  const folder = resolve(config.RELISH_DATA);
  // A service apart is given all it has to know, and may have no disk.
  if (config.RELISH_SERVICE === 'all') await mkdir(folder, { recursive: true, mode: 0o700 });
  return {
    folder,
    logFolder: join(folder, LOG_FOLDER),
    tokens: {
      service: await tokenIn(folder, 'service-token', config.RELISH_SERVICE_TOKEN),
      admin: await tokenIn(folder, 'admin-token', config.RELISH_ADMIN_TOKEN),
    },
    sessionSecret: await sessionSecretIn(folder, config),
    originSecret: config.RELISH_ORIGIN_SECRET ?? (await readOrMakeSecret(folder, 'origin-secret')),
  };
};

/**
 * Opens the data folder that RELISH_DATA names, or makes it, for its owner alone; a service apart needs none.
 * @throws ConfigError if it can't be used, or if both tokens are the same
 */
export const openDataFolder = async (config: Config): Promise<DataFolder> => {
  const { RELISH_DATA, RELISH_SERVICE_TOKEN, RELISH_ADMIN_TOKEN } = config;
  if (RELISH_SERVICE_TOKEN !== undefined && RELISH_SERVICE_TOKEN === RELISH_ADMIN_TOKEN)
    throw new ConfigError(
      'RELISH_ADMIN_TOKEN: the same as RELISH_SERVICE_TOKEN. They open different doors: set two.',
    );
  try {
    return await open(config);
  } catch (error) {
    if (!NOT_OURS.some((code) => hasErrorCode(error, code))) throw error;
    throw new ConfigError(
      `RELISH_DATA: ${RELISH_DATA} can't be used as a folder by this user. Set another.`,
      {
        cause: error,
      },
    );
  }
};

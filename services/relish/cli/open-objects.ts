import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, ConfigError, readConfig } from '../../platform/config/config.ts';
import { openFileObjectStore } from '../../platform/object-store/file-object-store.ts';
import type { ObjectStore } from '../../platform/object-store/object-store.ts';
import { openS3ObjectStore } from '../../platform/object-store/s3-object-store.ts';
import { CliError } from './cli-error.ts';

/** In the data folder. */
const OBJECTS = 'objects';

/** Objects, and where they are, for messages. */
export interface OpenedObjects extends AsyncDisposable {
  readonly store: ObjectStore;
  readonly where: string;
}

/** @throws CliError instead of the error that ends a start */
export const configOf = (environment: NodeJS.ProcessEnv): Config => {
  try {
    return readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) throw new CliError(error.message, { cause: error });
    throw error;
  }
};

const opened = (store: ObjectStore, where: string): OpenedObjects => ({
  store,
  where,
  [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
});

/** The S3 that the environment names, undefined if it names none. */
export const openS3 = async (config: Config): Promise<OpenedObjects | undefined> => {
  const { S3_ENDPOINT: endpoint, S3_ACCESS_KEY, S3_SECRET_KEY, S3_BUCKET: bucket, S3_REGION } = config;
  if (endpoint === undefined) return undefined;
  const access = { accessKey: S3_ACCESS_KEY ?? '', secretKey: S3_SECRET_KEY ?? '', region: S3_REGION };
  return opened(await openS3ObjectStore({ endpoint, bucket, ...access }), `${endpoint}, bucket ${bucket}`);
};

/** The folder is made if there is none. */
export const openFolder = async (folder: string): Promise<OpenedObjects> =>
  opened(await openFileObjectStore({ folder }), folder);

const isFolder = (folder: string): Promise<boolean> =>
  stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );

/**
 * Objects that must be there already: of the folder, else of the S3 that the environment names, else of the data
 * folder.
 * @throws CliError if there is no such folder
 */
export const openObjects = async (config: Config, folder: string | undefined): Promise<OpenedObjects> => {
  const s3 = folder === undefined ? await openS3(config) : undefined;
  if (s3) return s3;
  const place = folder ?? join(config.RELISH_DATA, OBJECTS);
  if (await isFolder(place)) return openFolder(place);
  throw new CliError(
    `There is no folder ${place}. Say where the objects are: --from FOLDER, or S3_ENDPOINT.`,
  );
};

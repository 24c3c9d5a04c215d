import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { ConfigError, type Config } from '../../platform/config/config.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { openFileObjectStore } from '../../platform/object-store/file-object-store.ts';
import type { ObjectStore } from '../../platform/object-store/object-store.ts';
import type { S3Store } from '../../platform/object-store/s3-object-store.ts';
import type { DataFolder } from './data-folder.ts';
import type { OpenedParts } from './opened-parts.ts';

/** In the data folder. */
const OBJECTS = 'objects';
/** A start waits so long for an answer; one that comes later is heard all the same. */
const FIRST_LOOK_MS = 3_000;
const LOOK_EVERY_MS = 1_000;

/** What is wrong, by S3's own word for it. */
const AT_FAULT: Readonly<Record<string, string>> = {
  InvalidAccessKeyId: 'S3_ACCESS_KEY',
  SignatureDoesNotMatch: 'S3_SECRET_KEY',
  AccessDenied: 'S3_ACCESS_KEY, S3_SECRET_KEY',
};

export interface Objects {
  readonly store: ObjectStore;
  /** It wasn't there at the start, and hasn't come yet: what needs it waits. */
  isAway(): boolean;
}

/** An error that no waiting mends as what has to be changed; others as they are. */
const inSettings = (error: unknown): unknown => {
  if (!(error instanceof AppError)) return error;
  if (error.code === 'bucket-missing')
    return new ConfigError(`S3_BUCKET: ${error.message}`, { cause: error });
  const reason = String(error.toProblem().facts?.['reason']);
  const variable = AT_FAULT[reason];
  if (variable === undefined) return error;
  const told = `${variable}: the object store at S3_ENDPOINT refuses it (${reason}).`;
  return new ConfigError(told, { cause: error });
};

const look = async (store: S3Store): Promise<'there' | 'away'> => {
  try {
    await store.checkBucket();
    return 'there';
  } catch (error) {
    if (error instanceof AppError && error.code === 'objects-away') return 'away';
    throw inSettings(error);
  }
};

/** Looks again and again until it is there. Wrong settings end nothing by then: lists and orders go on. */
const watchFor = (store: S3Store, logger: Logger): Objects & AsyncDisposable => {
  const stop = new AbortController();
  let [isAway, told] = [true, ''];
  logger.warn('the object store is away: lists and orders go on, archive and snapshots wait for it');
  const watch = async (): Promise<void> => {
    while (isAway && !stop.signal.aborted) {
      await setTimeout(LOOK_EVERY_MS, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
      const found = await look(store).catch(String);
      isAway = found !== 'there';
      if (found !== 'there' && found !== 'away' && found !== told) logger.error(found);
      told = found;
    }
    if (!isAway) logger.info('the object store is there');
  };
  void watch();
  return {
    store,
    isAway: () => isAway,
    [Symbol.asyncDispose]: async () => stop.abort(),
  };
};

/**
 * The bucket that S3_ENDPOINT and S3_BUCKET name, otherwise a folder of the data folder. One that is away is waited for
 * in the background.
 * @throws ConfigError for a wrong key or bucket, AppError 503 `objects-refused`
 */
export const openObjects = async (
  config: Config,
  { data, logger }: { readonly data: DataFolder; readonly logger: Logger },
  parts: OpenedParts,
): Promise<Objects> => {
  const { S3_ENDPOINT: endpoint, S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey } = config;
  if (endpoint === undefined) {
    const store = parts.add(await openFileObjectStore({ folder: join(data.folder, OBJECTS) }));
    return { store, isAway: () => false };
  }
  if (accessKey === undefined || secretKey === undefined)
    throw new ConfigError('S3_ENDPOINT: needs its keys');
  const access = { endpoint, accessKey, secretKey, bucket: config.S3_BUCKET, region: config.S3_REGION };
  const { connectS3ObjectStore } = await import('../../platform/object-store/s3-object-store.ts');
  const store = parts.add(connectS3ObjectStore(access));
  const first = look(store);
  const found = await Promise.race([first, setTimeout(FIRST_LOOK_MS, 'away' as const, { ref: false })]);
  // What is found out after that is found out once more.
  first.catch(() => undefined);
  return found === 'there' ? { store, isAway: () => false } : parts.add(watchFor(store, logger));
};

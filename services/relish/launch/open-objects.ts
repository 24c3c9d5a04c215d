import { join } from 'node:path';
import { ConfigError, type Config } from '../../platform/config/config.ts';
import { openFileObjectStore } from '../../platform/object-store/file-object-store.ts';
import type { ObjectStore } from '../../platform/object-store/object-store.ts';
import { openS3ObjectStore } from '../../platform/object-store/s3-object-store.ts';
import type { DataFolder } from './data-folder.ts';
import type { OpenedParts } from './opened-parts.ts';

/** In the data folder. */
const OBJECTS = 'objects';

/**
 * The bucket that S3_ENDPOINT and S3_BUCKET name, otherwise a folder of the data folder.
 * @throws AppError 500 `bucket-missing`, 503 `objects-away` or `objects-refused`
 */
export const openObjects = async (
  config: Config,
  data: DataFolder,
  parts: OpenedParts,
): Promise<ObjectStore> => {
  const { S3_ENDPOINT: endpoint, S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey } = config;
  if (endpoint === undefined)
    return parts.add(await openFileObjectStore({ folder: join(data.folder, OBJECTS) }));
  if (accessKey === undefined || secretKey === undefined)
    throw new ConfigError('S3_ENDPOINT: needs its keys');
  const access = { endpoint, accessKey, secretKey, bucket: config.S3_BUCKET, region: config.S3_REGION };
  return parts.add(await openS3ObjectStore(access));
};

import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'minio';
import { EngineMissing } from './engine-missing.ts';
import { findProgram } from './find-program.ts';
import { freePort, ON_THIS_MACHINE } from './free-port.ts';
import { type Controls, startOwnProcess } from './own-process.ts';

/** How to reach it, as the environment's variables `S3_…` have it. */
interface S3Access {
  readonly endpoint: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

/** A MinIO, or another S3, to use. */
export interface RunningMinio extends S3Access, AsyncDisposable {
  /** @returns the name of a new, empty bucket */
  makeBucket(): Promise<string>;
  /** With all that is in it. */
  removeBucket(bucket: string): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A MinIO that only the test knows, which it may stop, kill and pause. */
export interface OwnMinio extends RunningMinio, Controls {
  [Symbol.asyncDispose](): Promise<void>;
}

const PROGRAM = 'minio';
const REGION = 'us-east-1';
const given = (): string => process.env['S3_ENDPOINT'] ?? '';

/** Where `.ci/install-engines` keeps the MinIO that it builds. */
const cache = (): string => {
  const given = process.env['XDG_CACHE_HOME'] ?? '';
  return join(given === '' ? join(homedir(), '.cache') : given, 'relish', 'bin');
};
const findMinio = (): string | undefined => findProgram(PROGRAM, [cache()]);

const clientFor = ({ endpoint, accessKey, secretKey }: S3Access): Client => {
  const { hostname, port, protocol } = new URL(endpoint);
  const useSSL = protocol === 'https:';
  const portNumber = Number(port || (useSSL ? 443 : 80));
  return new Client({ endPoint: hostname, port: portNumber, useSSL, accessKey, secretKey, region: REGION });
};

const bucketsAt = (access: S3Access): Pick<RunningMinio, 'makeBucket' | 'removeBucket'> => {
  const client = clientFor(access);
  return {
    makeBucket: async () => {
      const bucket = `relish-test-${randomUUID()}`;
      await client.makeBucket(bucket, REGION);
      return bucket;
    },
    removeBucket: async (bucket) => {
      const objects: AsyncIterable<{ readonly name?: string }> = client.listObjectsV2(bucket, '', true);
      const names: string[] = [];
      for await (const { name } of objects) if (name !== undefined) names.push(name);
      if (names.length > 0) await client.removeObjects(bucket, names);
      await client.removeBucket(bucket);
    },
  };
};

/** Whether it takes writes: `/minio/health/ready` says yes somewhat earlier. */
const isReady = async (endpoint: string): Promise<boolean> => {
  try {
    const answer = await fetch(`${endpoint}/minio/health/cluster`, { signal: AbortSignal.timeout(1_000) });
    return answer.ok;
  } catch {
    return false;
  }
};

/**
 * A `minio` from the PATH or the cache folder on a free port; it asks nobody for updates.
 * @param environment more of it, such as `MINIO_PROMETHEUS_AUTH_TYPE`
 * @throws EngineMissing
 */
export const startOwnMinio = async (
  environment: Readonly<Record<string, string>> = {},
): Promise<OwnMinio> => {
  const program = findMinio();
  if (program === undefined) throw new EngineMissing('no minio');
  const [port, consolePort] = [await freePort(), await freePort()];
  const endpoint = `http://${ON_THIS_MACHINE}:${port}`;
  const access = { endpoint, accessKey: 'relish-test', secretKey: randomUUID() };
  const own = await startOwnProcess('minio', {
    program,
    argumentsFor: (folder) => [
      ...['server', join(folder, 'data'), '--certs-dir', join(folder, 'certs'), '--quiet'],
      ...[
        '--address',
        `${ON_THIS_MACHINE}:${port}`,
        '--console-address',
        `${ON_THIS_MACHINE}:${consolePort}`,
      ],
    ],
    environmentFor: () => ({
      MINIO_ROOT_USER: access.accessKey,
      MINIO_ROOT_PASSWORD: access.secretKey,
      MINIO_BROWSER: 'off',
      MINIO_UPDATE: 'off',
      ...environment,
    }),
    isReady: () => isReady(endpoint),
  });
  return Object.assign(own, access, bucketsAt(access));
};

/**
 * The S3 at `S3_ENDPOINT` (with `S3_ACCESS_KEY` and `S3_SECRET_KEY`, which may make buckets), else a MinIO of its own.
 * @throws EngineMissing
 */
export const startMinio = (): Promise<RunningMinio> => {
  if (given() === '') return startOwnMinio();
  const { S3_ACCESS_KEY: accessKey = '', S3_SECRET_KEY: secretKey = '' } = process.env;
  const access = { endpoint: given(), accessKey, secretKey };
  return Promise.resolve({ ...access, ...bucketsAt(access), [Symbol.asyncDispose]: async () => {} });
};

/** What is missing for `startMinio`, or for one's own; undefined if nothing is. */
export const whyNoMinio = (which: 'any' | 'own'): string | undefined =>
  (which === 'any' && given() !== '') || findMinio() !== undefined
    ? undefined
    : 'no minio on the PATH or in the cache folder: run .ci/install-engines';

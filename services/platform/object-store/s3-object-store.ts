import { randomUUID } from 'node:crypto';
import type { Agent } from 'node:http';
import type { Readable } from 'node:stream';
import type { Client } from 'minio';
import { AppError } from '../http/app-error.ts';
import { byName, checkObjectName, checkObjectSize, checkPrefix } from './object-names.ts';
import type { ObjectEntry, ObjectStore } from './object-store.ts';
import { attempt, s3CodeOf } from './s3-attempts.ts';
import { agentFor, clientFor, type S3Access } from './s3-client.ts';

interface S3Options extends Omit<S3Access, 'region'> {
  readonly bucket: string;
  readonly region?: string;
  /** How long a connection may be silent, in milliseconds. */
  readonly idleMs?: number;
}

const IDLE_MS = 10_000;
const PAGE = 1_000;
/** Which put an object comes from: so a put whose answer was lost knows its own. */
const MARK = 'relish-put';

const readAll = async (stream: Readable): Promise<Uint8Array> => {
  const parts: Buffer[] = [];
  for await (const part of stream) if (Buffer.isBuffer(part)) parts.push(part);
  return Buffer.concat(parts);
};

/** An S3, whether it is there or not. */
export interface S3Store extends ObjectStore {
  /** @throws AppError 500 `bucket-missing`, 503 `objects-away`, `objects-refused` */
  checkBucket(): Promise<void>;
}

class S3ObjectStore implements S3Store {
  readonly #client: Client;
  readonly #agent: Agent;
  readonly #bucket: string;
  readonly #where: string;
  /** Whether this S3 has been seen to refuse a second object of a name. */
  #isConditional = false;

  constructor(client: Client, agent: Agent, { bucket, endpoint }: S3Options) {
    this.#client = client;
    this.#agent = agent;
    this.#bucket = bucket;
    this.#where = endpoint;
  }

  async putIfAbsent(name: string, bytes: Uint8Array): Promise<'stored' | 'exists'> {
    checkObjectName(name);
    checkObjectSize(name, bytes.length);
    const mark = randomUUID();
    const outcome = await this.#try(async (isAgain) => {
      if (await this.#put(name, bytes, mark)) return 'stored';
      return isAgain && (await this.#markOf(name)) === mark ? 'stored' : 'exists';
    });
    if (outcome === 'stored' && !this.#isConditional) await this.#proveConditional(name, bytes, mark);
    return outcome;
  }

  async get(name: string): Promise<Uint8Array | undefined> {
    checkObjectName(name);
    return this.#try(async () => {
      try {
        return await readAll(await this.#client.getObject(this.#bucket, name));
      } catch (error) {
        if (s3CodeOf(error) === 'NoSuchKey') return undefined;
        throw error;
      }
    });
  }

  async list(prefix: string): Promise<readonly ObjectEntry[]> {
    checkPrefix(prefix);
    const found: ObjectEntry[] = [];
    let isMore = true;
    while (isMore) {
      const { objects, isTruncated } = await this.#page(prefix, found.at(-1)?.name ?? '');
      for (const { name, size } of objects) if (name !== undefined) found.push({ name, size: size ?? 0 });
      isMore = isTruncated === true && objects.length > 0;
    }
    return found.sort(byName);
  }

  async remove(name: string): Promise<void> {
    checkObjectName(name);
    await this.#try(() => this.#client.removeObject(this.#bucket, name));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#agent.destroy();
  }

  async checkBucket(): Promise<void> {
    if (await this.#try(() => this.#hasBucket())) return;
    throw new AppError(
      500,
      'bucket-missing',
      `There is no bucket ${this.#bucket} at ${this.#where}. Make it (mc mb), or set S3_BUCKET to one that is there.`,
    );
  }

  /** An answer to HEAD has no body, so it can't say what is wrong with a key: a list can. */
  async #hasBucket(): Promise<boolean> {
    try {
      return await this.#client.bucketExists(this.#bucket);
    } catch (error) {
      if (s3CodeOf(error) !== 'AccessDenied') throw error;
      await this.#client.listObjectsQuery(this.#bucket, '', '', { Delimiter: '', MaxKeys: 1 });
      return true;
    }
  }

  /** @returns false if there is an object of that name */
  async #put(name: string, bytes: Uint8Array, mark: string): Promise<boolean> {
    const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    try {
      await this.#client.putObject(this.#bucket, name, body, body.length, {
        'If-None-Match': '*',
        'Content-Type': 'application/octet-stream',
        [MARK]: mark,
      });
      return true;
    } catch (error) {
      if (s3CodeOf(error) === 'PreconditionFailed') return false;
      throw error;
    }
  }

  async #markOf(name: string): Promise<unknown> {
    const { metaData } = await this.#client.statObject(this.#bucket, name);
    return metaData[MARK];
  }

  /**
   * An S3 that doesn't know If-None-Match overwrites without a word. So the first object is put twice: a second time
   * the same bytes, which harms nothing.
   * @throws AppError 500 `objects-overwritten`
   */
  async #proveConditional(name: string, bytes: Uint8Array, mark: string): Promise<void> {
    const isOverwritten = await this.#try(() => this.#put(name, bytes, mark));
    if (!isOverwritten) {
      this.#isConditional = true;
      return;
    }
    throw new AppError(
      500,
      'objects-overwritten',
      `The S3 at ${this.#where} ignores If-None-Match: it would overwrite objects. Use one that doesn't.`,
    );
  }

  /** By S3's first version of listing: the client's parser of the second takes names such as `0123` for numbers. */
  #page(prefix: string, after: string): ReturnType<Client['listObjectsQuery']> {
    const options = { Delimiter: '', MaxKeys: PAGE };
    return this.#try(() => this.#client.listObjectsQuery(this.#bucket, prefix, after, options));
  }

  #try<T>(act: (isAgain: boolean) => Promise<T>): Promise<T> {
    return attempt(this.#where, act);
  }
}

/**
 * The objects of a bucket of MinIO, or of any S3 that honours `If-None-Match` on PUT; the first put makes sure. Nobody has
 * looked yet whether it is there.
 */
export const connectS3ObjectStore = (options: S3Options): S3Store => {
  const access = { ...options, region: options.region ?? 'us-east-1' };
  const agent = agentFor(access, options.idleMs ?? IDLE_MS);
  return new S3ObjectStore(clientFor(access, agent), agent, options);
};

/**
 * The same, once it is there.
 * @throws AppError 500 `bucket-missing` (it is not made here: its policy, versions and place are an operator's), 503
 *   `objects-away`, `objects-refused`
 */
export const openS3ObjectStore = async (options: S3Options): Promise<ObjectStore> => {
  const store = connectS3ObjectStore(options);
  try {
    await store.checkBucket();
    return store;
  } catch (error) {
    await store[Symbol.asyncDispose]();
    throw error;
  }
};

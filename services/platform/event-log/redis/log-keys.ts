import { createHash } from 'node:crypto';

/** Ordering appends to `stand`, the recommender what it ingests and what is decided there to its own. */
export const STREAMS = ['stand', 'recommender'] as const;
/** Who owns a stream is the only one who appends to it: Redis' ACL sees to that. */
export type StreamName = (typeof STREAMS)[number];

/** Digests of ids are cut into 65,536 buckets: small hashes, which Redis keeps packed (30 bytes an id). */
const BUCKET_DIGITS = 4;
const ID_BYTES = 15;

export interface StreamKeys {
  readonly stream: string;
  /** Position of the stream's last event. */
  readonly last: string;
  /** Position up to which the archive has the stream, and the stream doesn't any more. */
  readonly archived: string;
  /** Position of each source's last event. */
  readonly sources: string;
  /** Written to be written: see `RedisStreams.mark`. */
  readonly mark: string;
  bucketOf(id: StoredId): string;
}

export interface StoredId {
  readonly bucket: string;
  readonly field: string;
}

/**
 * The keys of a log. They share a hash tag, so that one script may touch them all in a Cluster as well: a log has one
 * order, and one server gives it.
 */
export const logKeysOf = (log: string) => {
  const prefix = `relish:{${log}}`;
  return {
    /** Counts the events of all streams: the position of the newest. */
    head: `${prefix}:head`,
    of(stream: StreamName): StreamKeys {
      const key = `${prefix}:${stream}`;
      return {
        stream: key,
        last: `${key}:last`,
        archived: `${key}:archived`,
        sources: `${key}:sources`,
        mark: `${key}:mark`,
        bucketOf: ({ bucket }) => `${key}:ids:${bucket}`,
      };
    },
  };
};

export type LogKeys = ReturnType<typeof logKeysOf>;

/** All that there can be. */
export const allBuckets = (): readonly string[] =>
  Array.from({ length: 16 ** BUCKET_DIGITS }, (_, index) => index.toString(16).padStart(BUCKET_DIGITS, '0'));

/** What is kept of a (source, id): 17 bytes of its SHA-256, 2 of them the bucket's. @param key see `eventKey` */
export const storedIdOf = (key: string): StoredId => {
  const digest = createHash('sha256').update(key).digest();
  const half = BUCKET_DIGITS / 2;
  return {
    bucket: digest.toString('hex', 0, half),
    field: digest.toString('base64url', half, half + ID_BYTES),
  };
};

/** What is kept of a source's name, which may be of any length. @param key see `sourceKey` */
export const storedSourceOf = (key: string): string =>
  createHash('sha256').update(key).digest().toString('base64url', 0, ID_BYTES);

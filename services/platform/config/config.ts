import { z } from 'zod';
import { readSecretFiles } from './secret-files.ts';

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
const DEMO_PASSCODE = 'relish';
const token = z.string().min(16).max(200).optional();
const secret = z.string().min(32).max(200).optional();
const perMinute = (fallback: number) => z.coerce.number().int().min(1).max(1_000_000).default(fallback);

/** What replicas have to agree on, or a caller known to one of them is a stranger to the next. */
const AGREED = [
  'REDIS_URL',
  'RELISH_SERVICE_TOKEN',
  'RELISH_ADMIN_TOKEN',
  'RELISH_SESSION_SECRET',
  'RELISH_ORIGIN_SECRET',
] as const;

const REDIS_URL = /^(rediss?|redis\+(sentinel|cluster)):\/\/\S+$/;

/** Where a service answers: nothing but scheme, host and port. */
const isOrigin = (text: string): boolean =>
  URL.canParse(text) &&
  /^https?:$/.test(new URL(text).protocol) &&
  new URL(text).href === `${new URL(text).origin}/`;

/** Nothing but scheme, host, port and path: a path can be added to it, and it holds no secret. */
const isPlain = (text: string): boolean => {
  // That it is no address at all is told already.
  if (!URL.canParse(text)) return true;
  const { username, password, search, hash } = new URL(text);
  return [username, password, search, hash].every((part) => part === '');
};

const schema = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
    HOST: z.string().min(1).default('127.0.0.1'),
    /** What this process is: all of Relish, or one service of it. */
    RELISH_SERVICE: z.enum(['all', 'ordering', 'recommender']).default('all'),
    /** Where ordering asks when the recommender is a process of its own. */
    RECOMMENDER_URL: z
      .string()
      .refine(isOrigin, 'an address without a path, such as http://recommender:8080')
      .transform((text) => new URL(text).origin)
      .optional(),
    /** A model behind the Open Inference Protocol (v2, REST), asked with every request; without it none is. */
    REMOTE_MODEL_URL: z
      .string()
      .refine(isOrigin, 'an address without a path, such as http://127.0.0.1:8000')
      .transform((text) => new URL(text).origin)
      .optional(),
    /** As that server knows the model. */
    REMOTE_MODEL_NAME: z
      .string()
      .regex(/^[\w.-]{1,100}$/, 'letters, digits, dots, dashes and underscores')
      .default('recommender'),
    REDIS_URL: z
      .string()
      .max(2_000)
      .regex(REDIS_URL, 'redis://, rediss://, redis+sentinel:// or redis+cluster:// and where it is')
      .optional(),
    /** `strict`: on disk before it is acknowledged. */
    REDIS_DURABILITY: z.enum(['strict', 'relaxed']).default('strict'),
    /** How many replicas of Redis have an event before it is acknowledged. */
    REDIS_WAIT_REPLICAS: z.coerce.number().int().min(0).max(10).default(0),
    RELISH_DATA: z.string().min(1).default('.data'),
    RELISH_DEMO: z.enum(['on', 'off']).default('on'),
    RELISH_DEMO_PASSCODE: z.string().min(6).max(200).default(DEMO_PASSCODE),
    RELISH_SERVICE_TOKEN: token,
    RELISH_ADMIN_TOKEN: token,
    /** Signs sessions; in one process one is made and kept in the data folder. */
    RELISH_SESSION_SECRET: secret,
    /** Hashes where orders come from; likewise. */
    RELISH_ORIGIN_SECRET: secret,
    /** Signs what is archived: an ed25519 private key in PEM; without it one is made and kept in the data folder. */
    RELISH_SIGNING_KEY: z.string().min(1).max(2_000).optional(),
    /** On engines: how often old events are moved to the object store. */
    RELISH_ARCHIVE_SECONDS: z.coerce.number().int().min(1).max(86_400).default(60),
    /** And how many of the newest stay in Redis all the same. */
    RELISH_KEEP_EVENTS: z.coerce.number().int().min(0).max(1_000_000_000).default(100_000),
    /** Whose signatures count beside our own, separated by commas. */
    RELISH_TRUSTED_KEYS: z
      .string()
      .regex(/^\s*(ed25519:[0-9a-f]{64}(\s*,\s*|\s*$))*$/, 'ed25519: and 64 hex digits, separated by commas')
      .default('')
      .transform((list) => list.split(/[\s,]+/).filter(Boolean)),
    /** Addresses or networks whose X-Forwarded-For counts, separated by commas (`loopback` for this machine). */
    RELISH_TRUST_PROXY: z
      .string()
      .default('')
      .transform((list) =>
        list
          .split(',')
          .map((entry) => entry.trim())
          .filter(Boolean),
      ),
    RELISH_TIME_ZONE: z.string().default('Europe/London'),
    /** When the stand sells, local time; `always` for a stand that never closes. */
    RELISH_HOURS: z
      .string()
      .regex(/^(always|([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)$/, 'always, or HH:MM-HH:MM')
      .default('always'),
    RELISH_GRACE_SECONDS: z.coerce.number().int().min(0).max(86_400).default(120),
    RELISH_PICKUP_SECONDS: z.coerce.number().int().min(1).max(86_400).default(2_700),
    RELISH_SESSIONS_PER_MINUTE: perMinute(20),
    RELISH_ORDERS_PER_MINUTE: perMinute(30),
    RELISH_ADDRESS_PER_MINUTE: perMinute(240),
    RELISH_LISTS_PER_MINUTE: perMinute(120),
    /** An OpenTelemetry collector (OTLP over HTTP), such as http://127.0.0.1:4318; without one nothing is traced. */
    OTEL_EXPORTER_OTLP_ENDPOINT: z
      .url({ protocol: /^https?$/, error: 'the http:// or https:// address of a collector' })
      .max(500)
      .optional(),
    /** Where lineage is told (Marquez, or whoever speaks OpenLineage); without it, it is written to a file. */
    OPENLINEAGE_URL: z
      .url({ protocol: /^https?$/, error: 'the http:// or https:// address of a receiver of OpenLineage' })
      .max(500)
      .refine(isPlain, 'scheme, host, port and path: a key goes into OPENLINEAGE_API_KEY, a query nowhere')
      .optional(),
    OPENLINEAGE_API_KEY: z.string().min(1).max(2_000).optional(),
    OPENLINEAGE_NAMESPACE: z.string().min(1).max(200).default('relish'),
    /** That file: by default lineage.ndjson in the data folder; a service apart writes none unless it is told to. */
    RELISH_LINEAGE_FILE: z.string().min(1).max(1_000).optional(),
    RELISH_LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
    /** MinIO or another S3 for finished things; without it they are in the data folder. */
    S3_ENDPOINT: z.url({ protocol: /^https?$/, error: 'http://host:port or https://host' }).optional(),
    S3_ACCESS_KEY: z.string().min(1).max(200).optional(),
    S3_SECRET_KEY: z.string().min(1).max(200).optional(),
    S3_BUCKET: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, '3 to 63 of a-z, 0-9, dot and dash')
      .default('relish'),
    S3_REGION: z.string().min(1).max(100).default('us-east-1'),
  })
  .refine(
    (env) =>
      env.RELISH_DEMO === 'off' || env.RELISH_DEMO_PASSCODE !== DEMO_PASSCODE || LOOPBACK.includes(env.HOST),
    {
      path: ['RELISH_DEMO_PASSCODE'],
      message: 'the demo on a public HOST needs a passcode of its own',
    },
  )
  .refine(
    ({ S3_ENDPOINT, S3_ACCESS_KEY, S3_SECRET_KEY }) =>
      new Set([S3_ENDPOINT, S3_ACCESS_KEY, S3_SECRET_KEY].map((each) => each === undefined)).size === 1,
    {
      path: ['S3_ENDPOINT'],
      message: 'goes together with S3_ACCESS_KEY and S3_SECRET_KEY: set all three, or none',
    },
  )
  .superRefine((env, context) => {
    if (env.RELISH_SERVICE === 'all') return;
    const needed = env.RELISH_SERVICE === 'ordering' ? [...AGREED, 'RECOMMENDER_URL' as const] : AGREED;
    for (const name of needed) {
      if (env[name] !== undefined) continue;
      const why =
        name === 'RECOMMENDER_URL' ? 'ordering asks there for lists' : 'all replicas must agree on it';
      const message = `RELISH_SERVICE=${env.RELISH_SERVICE} needs it: ${why}`;
      context.addIssue({ code: 'custom', path: [name], message });
    }
  });

export type Config = z.infer<typeof schema>;

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Configuration from the environment, and from the files of secrets that it names, read once at start.
 * @throws ConfigError naming each wrong variable and what it may be; never what a secret is
 */
export const readConfig = (environment: NodeJS.ProcessEnv): Config => {
  const { environment: complete, issues } = readSecretFiles(environment);
  const result = schema.safeParse(complete);
  if (result.success && issues.length === 0) return result.data;
  const lines = [...issues, ...(result.error?.issues ?? [])].map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );
  throw new ConfigError(`The environment is not right:\n  ${lines.join('\n  ')}`);
};

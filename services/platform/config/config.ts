import { z } from 'zod';

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
const DEMO_PASSCODE = 'relish';
const token = z.string().min(16).max(200).optional();
const perMinute = (fallback: number) => z.coerce.number().int().min(1).max(1_000_000).default(fallback);

const schema = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
    HOST: z.string().min(1).default('127.0.0.1'),
    RELISH_DATA: z.string().min(1).default('.data'),
    RELISH_DEMO: z.enum(['on', 'off']).default('on'),
    RELISH_DEMO_PASSCODE: z.string().min(6).max(200).default(DEMO_PASSCODE),
    RELISH_SERVICE_TOKEN: token,
    RELISH_ADMIN_TOKEN: token,
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
  );

export type Config = z.infer<typeof schema>;

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Configuration from the environment, parsed once at start.
 * @throws ConfigError naming each wrong variable and what it may be
 */
export const readConfig = (environment: NodeJS.ProcessEnv): Config => {
  const result = schema.safeParse(environment);
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new ConfigError(`The environment is not right:\n  ${lines.join('\n  ')}`);
};

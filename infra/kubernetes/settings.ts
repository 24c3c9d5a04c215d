import { z } from 'zod';

const outside = z.strictObject({
  /** Of Redis and the object store, as CIDR. */
  network: z.string().regex(/^[\d.:a-f]+\/\d+$/),
  redisPort: z.number().int().min(1).max(65_535),
  s3Port: z.number().int().min(1).max(65_535),
  s3: z.url(),
});

const settings = z.strictObject({
  namespace: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .default('relish'),
  /** The name that people type, as the certificate has it. */
  site: z.string().default('relish.example'),
  images: z
    .strictObject({
      relish: z.string().default('relish:0.1.0'),
      caddy: z.string().default('relish-caddy:0.1.0'),
      redis: z.string().default('redis:7.4.6-bookworm'),
      minio: z.string().default('relish-minio:0.1.0'),
      minioClient: z.string().default('relish-minio-client:0.1.0'),
    })
    .prefault({}),
  /** Where pods have their addresses; policies decide who of them gets to a service. */
  podNetwork: z.string().default('10.0.0.0/8'),
  storage: z
    .strictObject({ redis: z.string().default('50Gi'), minio: z.string().default('200Gi') })
    .prefault({}),
  /** `inside`: one Redis and one MinIO with a volume each. Otherwise somebody else runs them, there. */
  engines: z.union([z.literal('inside'), outside]).default('inside'),
});

/** What differs from cluster to cluster. */
export type Settings = z.infer<typeof settings>;

/** @throws ZodError for what isn't a setting, or not of its form */
export const readSettings = (given: unknown): Settings => settings.parse(given);

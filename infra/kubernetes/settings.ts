import { z } from 'zod';

/** Addresses, as CIDR. */
const network = z.string().regex(/^[\d.:a-f]+\/\d+$/);

const outside = z.strictObject({
  /** Of Redis and the object store. */
  network,
  redisPort: z.number().int().min(1).max(65_535),
  s3Port: z.number().int().min(1).max(65_535),
  s3: z.url(),
});

/** Somebody else's server, which the recommender asks: it gets out there, at that port, and nobody else does. */
const asked = z.strictObject({ url: z.url({ protocol: /^https?$/ }), network });

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
  /** A receiver of OpenLineage; with a `key` there is a Secret `relish-lineage` for it. Without it nobody is told. */
  lineage: asked
    .extend({ namespace: z.string().default('relish'), key: z.boolean().default(false) })
    .optional(),
  /** A model behind the Open Inference Protocol, and what it is called there. */
  remoteModel: asked.extend({ name: z.string().default('recommender') }).optional(),
});

/** What differs from cluster to cluster. */
export type Settings = z.infer<typeof settings>;

/** @throws ZodError for what isn't a setting, or not of its form */
export const readSettings = (given: unknown): Settings => settings.parse(given);

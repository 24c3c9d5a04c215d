/** Everything of the cluster, by the name that its pods, services and policies share. */
const TIERS = {
  caddy: 'edge',
  ordering: 'app',
  recommender: 'app',
  redis: 'data',
  minio: 'data',
  'minio-setup': 'data',
} as const;

export type Part = keyof typeof TIERS;

export const PORTS = { https: 8443, http: 8080, edge: 9180, service: 8080, redis: 6379, s3: 9000 } as const;

/** Nobody in particular, as the images have it. */
export const NOBODY = 10_001;
/** Redis' own image has a user of its own. */
export const REDIS_USER = 999;

const NAME = 'app.kubernetes.io/name';

/** What policies choose pods by. */
export const nameOf = (part: Part): Record<string, string> => ({ [NAME]: part });

export const labelsOf = (part: Part): Record<string, string> => ({
  ...nameOf(part),
  'app.kubernetes.io/part-of': 'relish',
  'relish/tier': TIERS[part],
});

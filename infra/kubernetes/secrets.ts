import type { k8s } from 'cdk8s-plus-33';

/** Where they are mounted, as in compose.yaml. */
const FOLDER = '/run/secrets';
/** For the pod's own group. */
const MODE = 0o440;

/** Names of Secrets and of their keys; nobody but the cluster knows what is in them. See README.md for making them. */
const SECRETS = {
  agreed: ['relish-agreed', ['service-token', 'admin-token', 'session-secret', 'origin-secret']],
  ordering: ['relish-ordering', ['redis-url', 's3-secret-key', 'signing-key']],
  recommender: ['relish-recommender', ['redis-url', 's3-secret-key', 'signing-key']],
  lineage: ['relish-lineage', ['openlineage-api-key']],
  redis: ['relish-redis', ['redis-users']],
  minio: ['relish-minio', ['minio-root-user', 'minio-root-password']],
  minioUsers: ['relish-minio-users', ['s3-ordering', 's3-recommender']],
} as const;

type SecretName = keyof typeof SECRETS;

/** Secrets as one folder of files. */
export const secretFiles = (...names: readonly SecretName[]): k8s.Volume => ({
  name: 'secrets',
  projected: {
    defaultMode: MODE,
    sources: names.map((key) => {
      const [name, keys] = SECRETS[key];
      return { secret: { name, items: keys.map((path) => ({ key: path, path })) } };
    }),
  },
});

export const secretsMount: k8s.VolumeMount = { name: 'secrets', mountPath: FOLDER, readOnly: true };

/** `REDIS_URL_FILE` and its like. */
export const fileOf = (variable: string, key: string): k8s.EnvVar => ({
  name: `${variable}_FILE`,
  value: `${FOLDER}/${key}`,
});

/** Public: whose signatures under the archive count. A ConfigMap, made beside the secrets. */
export const trustedKeys: k8s.EnvFromSource = { configMapRef: { name: 'relish-trusted-keys' } };

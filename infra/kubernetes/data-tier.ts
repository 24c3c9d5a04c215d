import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { k8s } from 'cdk8s-plus-33';
import type { Construct } from 'constructs';
import { hardenedPod, type PodPlan } from './hardened-pod.ts';
import { labelsOf, nameOf, type Part, PORTS, REDIS_USER } from './parts.ts';
import { httpProbes } from './probes.ts';
import { secretFiles, secretsMount } from './secrets.ts';
import type { Settings } from './settings.ts';

const { IntOrString, Quantity } = k8s;
const CONFIGURATION = readFileSync(new URL('../redis/redis.conf', import.meta.url), 'utf8');

interface Engine {
  readonly plan: PodPlan;
  readonly port: number;
  /** Of the volume named `data`. */
  readonly size: string;
}

/** One pod with a volume that outlives it. */
const addEngine = (scope: Construct, { plan, port, size }: Engine): void => {
  const { part } = plan;
  const metadata = { name: part, labels: labelsOf(part) };
  new k8s.KubeStatefulSet(scope, part, {
    metadata,
    spec: {
      serviceName: part,
      replicas: 1,
      selector: { matchLabels: nameOf(part) },
      template: hardenedPod(plan),
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: Quantity.fromString(size) } },
          },
        },
      ],
    },
  });
  new k8s.KubeService(scope, `${part}-service`, {
    metadata,
    spec: {
      clusterIp: 'None',
      selector: nameOf(part),
      ports: [{ name: part, port, targetPort: IntOrString.fromNumber(port) }],
    },
  });
};

const redisPing = {
  exec: {
    command: [...['sh', '-c', 'redis-cli --no-auth-warning --user health --pass none ping | grep -q PONG']],
  },
  timeoutSeconds: 3,
};

const redisPlan = ({ images }: Settings): PodPlan => ({
  part: 'redis',
  user: REDIS_USER,
  resources: { cpu: '500m', memory: '1Gi', memoryLimit: '2560Mi' },
  // Redis writes what it has taken before it ends.
  graceSeconds: 60,
  // Another configuration is another pod.
  annotations: { 'relish/configuration': createHash('sha256').update(CONFIGURATION).digest('hex') },
  volumes: [{ name: 'configuration', configMap: { name: 'redis' } }, secretFiles('redis')],
  container: {
    image: images.redis,
    command: ['redis-server', '/etc/redis/redis.conf'],
    ports: [{ name: 'redis', containerPort: PORTS.redis }],
    volumeMounts: [
      { name: 'configuration', mountPath: '/etc/redis', readOnly: true },
      { name: 'data', mountPath: '/data' },
      secretsMount,
    ],
    startupProbe: { ...redisPing, periodSeconds: 5, failureThreshold: 120 },
    livenessProbe: { ...redisPing, periodSeconds: 20, failureThreshold: 6 },
    readinessProbe: { ...redisPing, periodSeconds: 5, failureThreshold: 2 },
  },
});

const minioPlan = ({ images }: Settings): PodPlan => ({
  part: 'minio',
  resources: { cpu: '250m', memory: '512Mi', memoryLimit: '1Gi' },
  volumes: [secretFiles('minio')],
  container: {
    image: images.minio,
    ports: [{ name: 's3', containerPort: PORTS.s3 }],
    env: [
      { name: 'MINIO_ROOT_USER_FILE', value: '/run/secrets/minio-root-user' },
      { name: 'MINIO_ROOT_PASSWORD_FILE', value: '/run/secrets/minio-root-password' },
      { name: 'MINIO_BROWSER', value: 'off' },
      { name: 'MINIO_UPDATE', value: 'off' },
      { name: 'MINIO_PROMETHEUS_AUTH_TYPE', value: 'public' },
    ],
    volumeMounts: [{ name: 'data', mountPath: '/var/lib/minio' }, secretsMount],
    ...httpProbes(PORTS.s3, { alive: '/minio/health/live', ready: '/minio/health/ready' }),
  },
});

/** Makes the bucket, a user and a policy a service, and ends. */
const addMinioSetup = (scope: Construct, { images }: Settings): void => {
  const part: Part = 'minio-setup';
  new k8s.KubeJob(scope, part, {
    metadata: { name: part, labels: labelsOf(part) },
    spec: {
      backoffLimit: 10,
      template: hardenedPod({
        part,
        restartPolicy: 'OnFailure',
        resources: { cpu: '50m', memory: '64Mi', memoryLimit: '256Mi' },
        volumes: [secretFiles('minio', 'minioUsers')],
        container: {
          image: images.minioClient,
          env: [
            { name: 'S3_ENDPOINT', value: `http://minio:${PORTS.s3}` },
            { name: 'HOME', value: '/tmp' },
          ],
          volumeMounts: [secretsMount],
        },
      }),
    },
  });
};

/** Redis and MinIO inside the cluster, one of each: the log has one order, and one server gives it. */
export const addEngines = (scope: Construct, settings: Settings): void => {
  new k8s.KubeConfigMap(scope, 'redis-configuration', {
    metadata: { name: 'redis', labels: labelsOf('redis') },
    data: { 'redis.conf': CONFIGURATION },
  });
  addEngine(scope, { plan: redisPlan(settings), port: PORTS.redis, size: settings.storage.redis });
  addEngine(scope, { plan: minioPlan(settings), port: PORTS.s3, size: settings.storage.minio });
  addMinioSetup(scope, settings);
};

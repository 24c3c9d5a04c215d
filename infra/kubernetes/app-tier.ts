import { k8s } from 'cdk8s-plus-33';
import type { Construct } from 'constructs';
import { hardenedPod, type Resources } from './hardened-pod.ts';
import { labelsOf, nameOf, PORTS } from './parts.ts';
import { httpProbes, leaveSlowly } from './probes.ts';
import { fileOf, secretFiles, secretsMount, trustedKeys } from './secrets.ts';
import type { Settings } from './settings.ts';

const { IntOrString, Quantity } = k8s;

type Service = 'ordering' | 'recommender';

const RESOURCES: Readonly<Record<Service, Resources>> = {
  ordering: { cpu: '250m', memory: '256Mi', memoryLimit: '768Mi' },
  // The fold is in memory: all votes of all accounts.
  recommender: { cpu: '500m', memory: '512Mi', memoryLimit: '2Gi' },
};
const REPLICAS: Readonly<Record<Service, readonly [number, number]>> = {
  ordering: [2, 10],
  recommender: [2, 10],
};
/** Events that a replica may be behind on average: at the measured speed of a fold, well under a second. */
const LAG_EVENTS = '5000';
const CPU_SHARE = 70;

const s3Of = ({ engines }: Settings): string =>
  engines === 'inside' ? `http://minio:${PORTS.s3}` : engines.s3;

/** Whom the recommender asks besides. */
const askedBy = (service: Service, { lineage, remoteModel }: Settings): k8s.EnvVar[] =>
  service === 'ordering'
    ? []
    : [
        ...(lineage
          ? [
              { name: 'OPENLINEAGE_URL', value: lineage.url },
              { name: 'OPENLINEAGE_NAMESPACE', value: lineage.namespace },
            ]
          : []),
        ...(lineage?.key === true ? [fileOf('OPENLINEAGE_API_KEY', 'openlineage-api-key')] : []),
        ...(remoteModel
          ? [
              { name: 'REMOTE_MODEL_URL', value: remoteModel.url },
              { name: 'REMOTE_MODEL_NAME', value: remoteModel.name },
            ]
          : []),
      ];

const environment = (service: Service, settings: Settings): k8s.EnvVar[] => [
  { name: 'RELISH_SERVICE', value: service },
  { name: 'HOST', value: '0.0.0.0' },
  { name: 'PORT', value: String(PORTS.service) },
  { name: 'RELISH_DEMO', value: 'off' },
  { name: 'RELISH_LOG_LEVEL', value: 'info' },
  { name: 'RELISH_DATA', value: '/tmp/relish' },
  // The edge's pods come and go; nobody else in there gets to a service from outside.
  { name: 'RELISH_TRUST_PROXY', value: settings.podNetwork },
  ...(service === 'ordering'
    ? [{ name: 'RECOMMENDER_URL', value: `http://recommender:${PORTS.service}` }]
    : []),
  { name: 'REDIS_DURABILITY', value: 'strict' },
  { name: 'S3_ENDPOINT', value: s3Of(settings) },
  { name: 'S3_BUCKET', value: 'relish' },
  { name: 'S3_ACCESS_KEY', value: service },
  fileOf('S3_SECRET_KEY', 's3-secret-key'),
  fileOf('REDIS_URL', 'redis-url'),
  fileOf('RELISH_SERVICE_TOKEN', 'service-token'),
  fileOf('RELISH_ADMIN_TOKEN', 'admin-token'),
  fileOf('RELISH_SESSION_SECRET', 'session-secret'),
  fileOf('RELISH_ORIGIN_SECRET', 'origin-secret'),
  fileOf('RELISH_SIGNING_KEY', 'signing-key'),
  ...askedBy(service, settings),
];

const cpu: k8s.MetricSpecV2 = {
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: CPU_SHARE } },
};
/**
 * Every replica folds the whole log, so another one doesn't fold for it: it takes lists off it, and lists are what
 * keeps a fold waiting. prometheus-adapter gives this metric to the autoscaler.
 */
const logLag: k8s.MetricSpecV2 = {
  type: 'Pods',
  pods: {
    metric: { name: 'relish_log_lag_events' },
    target: { type: 'AverageValue', averageValue: Quantity.fromString(LAG_EVENTS) },
  },
};

const autoscaler = (scope: Construct, service: Service): void => {
  const [minReplicas, maxReplicas] = REPLICAS[service];
  new k8s.KubeHorizontalPodAutoscalerV2(scope, `${service}-autoscaler`, {
    metadata: { name: service, labels: labelsOf(service) },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: service },
      minReplicas,
      maxReplicas,
      metrics: service === 'recommender' ? [logLag, cpu] : [cpu],
      behavior: {
        scaleUp: {
          stabilizationWindowSeconds: 30,
          policies: [{ type: 'Pods', value: 2, periodSeconds: 60 }],
        },
        // A new replica reads a snapshot and the log since: giving one up too soon costs more than keeping it.
        scaleDown: {
          stabilizationWindowSeconds: 600,
          policies: [{ type: 'Pods', value: 1, periodSeconds: 120 }],
        },
      },
    },
  });
};

/** A service with its replicas, their autoscaler and how many may be away at once. */
export const addService = (scope: Construct, service: Service, settings: Settings): void => {
  const metadata = { name: service, labels: labelsOf(service) };
  const selector = { matchLabels: nameOf(service) };
  const hasLineageKey = service === 'recommender' && settings.lineage?.key === true;
  const template = hardenedPod({
    part: service,
    resources: RESOURCES[service],
    volumes: [secretFiles('agreed', service, ...(hasLineageKey ? (['lineage'] as const) : []))],
    container: {
      image: settings.images.relish,
      ports: [{ name: 'http', containerPort: PORTS.service }],
      env: environment(service, settings),
      envFrom: [trustedKeys],
      volumeMounts: [secretsMount],
      lifecycle: leaveSlowly,
      ...httpProbes(PORTS.service, { alive: '/livez', ready: '/readyz' }),
    },
  });
  new k8s.KubeDeployment(scope, service, {
    metadata,
    // No `replicas`: they are the autoscaler's.
    spec: {
      selector,
      template,
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: IntOrString.fromNumber(1), maxUnavailable: IntOrString.fromNumber(0) },
      },
    },
  });
  new k8s.KubeService(scope, `${service}-service`, {
    metadata,
    spec: {
      selector: nameOf(service),
      ports: [{ name: 'http', port: PORTS.service, targetPort: IntOrString.fromString('http') }],
    },
  });
  new k8s.KubePodDisruptionBudget(scope, `${service}-budget`, {
    metadata,
    spec: { selector, minAvailable: IntOrString.fromNumber(1) },
  });
  autoscaler(scope, service);
};

import { k8s } from 'cdk8s-plus-33';
import type { Construct } from 'constructs';
import { hardenedPod } from './hardened-pod.ts';
import { labelsOf, nameOf, PORTS } from './parts.ts';
import { httpProbes, leaveSlowly } from './probes.ts';
import type { Settings } from './settings.ts';

const { IntOrString, Quantity } = k8s;
const REPLICAS = 2;
/** A Secret of type kubernetes.io/tls, by hand or by cert-manager. */
const CERTIFICATE = 'relish-tls';

const environment = ({ site }: Settings): k8s.EnvVar[] => [
  { name: 'RELISH_SITE', value: site },
  { name: 'RELISH_TLS', value: '/run/tls/tls.crt /run/tls/tls.key' },
  // Services balance over their replicas by themselves.
  { name: 'RELISH_ORDERING', value: `ordering:${PORTS.service}` },
  { name: 'RELISH_RECOMMENDER', value: `recommender:${PORTS.service}` },
];

const podOf = (settings: Settings): k8s.PodTemplateSpec =>
  hardenedPod({
    part: 'caddy',
    resources: { cpu: '100m', memory: '64Mi', memoryLimit: '256Mi' },
    volumes: [
      { name: 'tls', secret: { secretName: CERTIFICATE, defaultMode: 0o440 } },
      { name: 'data', emptyDir: { sizeLimit: Quantity.fromString('16Mi') } },
      { name: 'config', emptyDir: { sizeLimit: Quantity.fromString('16Mi') } },
    ],
    container: {
      image: settings.images.caddy,
      ports: [
        { name: 'https', containerPort: PORTS.https },
        { name: 'http', containerPort: PORTS.http },
        { name: 'edge', containerPort: PORTS.edge },
      ],
      env: environment(settings),
      volumeMounts: [
        { name: 'tls', mountPath: '/run/tls', readOnly: true },
        { name: 'data', mountPath: '/data' },
        { name: 'config', mountPath: '/config' },
      ],
      lifecycle: leaveSlowly,
      ...httpProbes(PORTS.edge, { alive: '/livez', ready: '/livez' }),
    },
  });

/** Caddy, which alone the world gets to. */
export const addEdge = (scope: Construct, settings: Settings): void => {
  const metadata = { name: 'caddy', labels: labelsOf('caddy') };
  const selector = { matchLabels: nameOf('caddy') };
  new k8s.KubeDeployment(scope, 'caddy', {
    metadata,
    spec: {
      replicas: REPLICAS,
      selector,
      template: podOf(settings),
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: IntOrString.fromNumber(1), maxUnavailable: IntOrString.fromNumber(0) },
      },
    },
  });
  new k8s.KubeService(scope, 'caddy-service', {
    metadata,
    spec: {
      type: 'LoadBalancer',
      // Otherwise every client has the address of a node, and limits by address are limits for all.
      externalTrafficPolicy: 'Local',
      selector: nameOf('caddy'),
      ports: [
        { name: 'https', port: 443, targetPort: IntOrString.fromString('https') },
        { name: 'http', port: 80, targetPort: IntOrString.fromString('http') },
      ],
    },
  });
  new k8s.KubePodDisruptionBudget(scope, 'caddy-budget', {
    metadata,
    spec: { selector, minAvailable: IntOrString.fromNumber(1) },
  });
};

import { k8s } from 'cdk8s-plus-33';
import type { Construct } from 'constructs';
import { nameOf, type Part, PORTS } from './parts.ts';
import type { Settings } from './settings.ts';

const { IntOrString } = k8s;

const port = (number: number, protocol = 'TCP'): k8s.NetworkPolicyPort => ({
  port: IntOrString.fromNumber(number),
  protocol,
});
const pods = (part: Part): k8s.NetworkPolicyPeer => ({ podSelector: { matchLabels: nameOf(part) } });
const elsewhere = (namespace: string, name: Record<string, string>): k8s.NetworkPolicyPeer => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
  podSelector: { matchLabels: name },
});

/** Who may call whom, at which port. All else is refused, in both directions. */
const calls = ({ engines }: Settings): readonly (readonly [Part, Part, number])[] => [
  ['caddy', 'ordering', PORTS.service],
  ['caddy', 'recommender', PORTS.service],
  ['ordering', 'recommender', PORTS.service],
  ...(engines === 'inside'
    ? ([
        ['ordering', 'redis', PORTS.redis],
        ['recommender', 'redis', PORTS.redis],
        ['ordering', 'minio', PORTS.s3],
        ['recommender', 'minio', PORTS.s3],
        ['minio-setup', 'minio', PORTS.s3],
      ] as const)
    : []),
];

/** What Prometheus asks for figures. */
const WATCHED: readonly (readonly [Part, number])[] = [
  ['caddy', PORTS.edge],
  ['ordering', PORTS.service],
  ['recommender', PORTS.service],
  ['minio', PORTS.s3],
];

interface Rules {
  readonly ingress: k8s.NetworkPolicyIngressRule[];
  readonly egress: k8s.NetworkPolicyEgressRule[];
}

const dns: k8s.NetworkPolicyEgressRule = {
  to: [elsewhere('kube-system', { 'k8s-app': 'kube-dns' })],
  ports: [port(53, 'UDP'), port(53)],
};

/** The port that an address means. */
const portOf = (url: string): number => {
  const { port: named, protocol } = new URL(url);
  return Number(named || (protocol === 'https:' ? 443 : 80));
};

/** What of the world a part gets out to: engines that somebody else runs, and whom the recommender asks. */
const outsideOf = (
  part: Part,
  { engines, lineage, remoteModel }: Settings,
): k8s.NetworkPolicyEgressRule[] => {
  const to = (network: string, ports: readonly number[]): k8s.NetworkPolicyEgressRule => ({
    to: [{ ipBlock: { cidr: network } }],
    ports: ports.map((number) => port(number)),
  });
  if (part !== 'ordering' && part !== 'recommender') return [];
  const asked = part === 'recommender' ? [lineage, remoteModel] : [];
  return [
    ...(engines === 'inside' ? [] : [to(engines.network, [engines.redisPort, engines.s3Port])]),
    ...asked.flatMap((server) => (server ? [to(server.network, [portOf(server.url)])] : [])),
  ];
};

const rulesOf = (part: Part, settings: Settings): Rules => {
  const all = calls(settings);
  const callers = all.filter(([, to]) => to === part);
  const called = all.filter(([from]) => from === part);
  const watched = WATCHED.filter(([name]) => name === part);
  const prometheus = elsewhere('monitoring', { 'app.kubernetes.io/name': 'prometheus' });
  const outside = outsideOf(part, settings);
  return {
    ingress: [
      // Anybody: this is the edge.
      ...(part === 'caddy' ? [{ ports: [port(PORTS.https), port(PORTS.http)] }] : []),
      ...callers.map(([from, , number]) => ({ from: [pods(from)], ports: [port(number)] })),
      ...watched.map(([, number]) => ({ from: [prometheus], ports: [port(number)] })),
    ],
    egress: [
      ...called.map(([, to, number]) => ({ to: [pods(to)], ports: [port(number)] })),
      ...outside,
      // Whoever calls nobody needs no names: Redis and MinIO get out nowhere at all.
      ...(called.length + outside.length > 0 ? [dns] : []),
    ],
  };
};

/** Nothing gets in or out; then, part by part, what has to. */
export const addPolicies = (scope: Construct, parts: readonly Part[], settings: Settings): void => {
  const policyTypes = ['Ingress', 'Egress'];
  new k8s.KubeNetworkPolicy(scope, 'deny-all', {
    metadata: { name: 'deny-all' },
    spec: { podSelector: {}, policyTypes },
  });
  for (const part of parts)
    new k8s.KubeNetworkPolicy(scope, `${part}-policy`, {
      metadata: { name: part },
      spec: { podSelector: { matchLabels: nameOf(part) }, policyTypes, ...rulesOf(part, settings) },
    });
};

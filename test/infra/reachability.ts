import { z } from 'zod';

const labels = z.record(z.string(), z.string());
/** Only what our policies use: another way of choosing must not be taken for one that chooses nothing. */
const selector = z.strictObject({ matchLabels: labels.default({}) });
const peer = z.union([
  z.strictObject({ podSelector: selector.optional(), namespaceSelector: selector.optional() }),
  z.strictObject({ ipBlock: z.strictObject({ cidr: z.string() }) }),
]);
type Peer = z.infer<typeof peer>;
const ports = z.array(z.strictObject({ port: z.number(), protocol: z.enum(['TCP', 'UDP']) })).optional();
const policy = z.object({
  kind: z.literal('NetworkPolicy'),
  metadata: z.object({ namespace: z.string() }),
  spec: z.strictObject({
    podSelector: selector,
    policyTypes: z.array(z.enum(['Ingress', 'Egress'])),
    ingress: z.array(z.strictObject({ from: z.array(peer).optional(), ports })).default([]),
    egress: z.array(z.strictObject({ to: z.array(peer).optional(), ports })).default([]),
  }),
});
type Policy = z.infer<typeof policy>;

export interface Pod {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}
/** Outside of the cluster: a client, or any server of the internet. */
export const WORLD = 'world';
type End = Pod | typeof WORLD;

const has = (wanted: Readonly<Record<string, string>>, given: Readonly<Record<string, string>>): boolean =>
  Object.entries(wanted).every(([name, value]) => given[name] === value);

const covers = (one: Peer, home: string, end: End): boolean => {
  // Whatever network it names: some of the world is in it.
  if ('ipBlock' in one) return end === WORLD;
  if (end === WORLD) return false;
  const { podSelector, namespaceSelector } = one;
  const inNamespace = namespaceSelector
    ? has(namespaceSelector.matchLabels, { 'kubernetes.io/metadata.name': end.namespace })
    : end.namespace === home;
  return inNamespace && has(podSelector?.matchLabels ?? {}, end.labels);
};

interface Call {
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
}

const lets = (
  rules: readonly { readonly peers: readonly Peer[] | undefined; readonly ports: z.infer<typeof ports> }[],
  home: string,
  end: End,
  call: Call,
): boolean =>
  rules.some(
    (rule) =>
      (rule.peers === undefined || rule.peers.some((one) => covers(one, home, end))) &&
      (rule.ports === undefined ||
        rule.ports.some(({ port, protocol }) => port === call.port && protocol === call.protocol)),
  );

const allows = (
  policies: readonly Policy[],
  direction: 'Ingress' | 'Egress',
  self: End,
  other: End,
  call: Call,
): boolean => {
  if (self === WORLD) return true;
  const mine = policies.filter(
    ({ metadata, spec }) =>
      metadata.namespace === self.namespace &&
      spec.policyTypes.includes(direction) &&
      has(spec.podSelector.matchLabels, self.labels),
  );
  // What no policy chooses is open to all, as Kubernetes has it.
  if (mine.length === 0) return true;
  return mine.some(({ metadata, spec }) => {
    const rules =
      direction === 'Ingress'
        ? spec.ingress.map((rule) => ({ peers: rule.from, ports: rule.ports }))
        : spec.egress.map((rule) => ({ peers: rule.to, ports: rule.ports }));
    return lets(rules, metadata.namespace, other, call);
  });
};

/**
 * Whether the policies among some manifests let one end call the other at a port: the caller's must let it out and the
 * called one's must let it in.
 * @throws ZodError for a policy with a form that this doesn't understand
 */
export const reachability = (manifests: readonly unknown[]) => {
  const isPolicy = z.object({ kind: z.literal('NetworkPolicy') });
  const policies = manifests.filter((one) => isPolicy.safeParse(one).success).map((one) => policy.parse(one));
  return (from: End, to: End, port: number, protocol: 'TCP' | 'UDP' = 'TCP'): boolean =>
    allows(policies, 'Egress', from, to, { port, protocol }) &&
    allows(policies, 'Ingress', to, from, { port, protocol });
};

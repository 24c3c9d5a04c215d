/** Every machine of the three tiers, and a stranger's; each is a network namespace with one address. */
export const HOSTS = {
  world: '192.0.2.10',
  caddy: '10.77.1.11',
  'ordering-1': '10.77.2.11',
  'ordering-2': '10.77.2.12',
  'recommender-1': '10.77.2.21',
  'recommender-2': '10.77.2.22',
  redis: '10.77.3.11',
  minio: '10.77.3.12',
} as const;

export type Host = keyof typeof HOSTS;
export const hostNames = [
  'world',
  'caddy',
  'ordering-1',
  'ordering-2',
  'recommender-1',
  'recommender-2',
  'redis',
  'minio',
] as const satisfies readonly Host[];

export const PORTS = { http: 8080, https: 8443, edge: 9180, service: 8080, redis: 6379, s3: 9000 } as const;

const ORDERING = ['ordering-1', 'ordering-2'] as const;
const RECOMMENDERS = ['recommender-1', 'recommender-2'] as const;

interface Call {
  readonly from: Host;
  readonly to: Host;
  readonly ports: readonly number[];
}

const each = (froms: readonly Host[], tos: readonly Host[], ...ports: readonly number[]): readonly Call[] =>
  froms.flatMap((from) => tos.map((to) => ({ from, to, ports })));

/** Who may call whom: as compose.yaml's networks and the cluster's policies have it. */
export const CALLS: readonly Call[] = [
  ...each(['world'], ['caddy'], PORTS.http, PORTS.https),
  ...each(['caddy'], [...ORDERING, ...RECOMMENDERS], PORTS.service),
  ...each(ORDERING, RECOMMENDERS, PORTS.service),
  ...each([...ORDERING, ...RECOMMENDERS], ['redis'], PORTS.redis),
  ...each([...ORDERING, ...RECOMMENDERS], ['minio'], PORTS.s3),
];

/**
 * nftables' rules for the router that all of them hang on, each by a wire that has its name: what comes in by a wire is
 * who it is, whatever address it claims. All else is dropped, also within a tier, and the router itself answers nobody.
 */
export const firewall = (): string =>
  [
    'table inet tiers {',
    '  chain input { type filter hook input priority 0; policy drop; }',
    '  chain forward {',
    '    type filter hook forward priority 0; policy drop;',
    '    ct state established,related accept',
    ...CALLS.map(
      ({ from, to, ports }) =>
        `    iifname "${from}" ip saddr ${HOSTS[from]} oifname "${to}" ip daddr ${HOSTS[to]} tcp dport { ${ports.join(', ')} } accept`,
    ),
    '  }',
    '}',
    '',
  ].join('\n');

import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { relishManifests } from '../../infra/kubernetes/relish-manifests.ts';
import { readSettings } from '../../infra/kubernetes/settings.ts';
import { type Pod, reachability, WORLD } from './reachability.ts';

const GOLDEN = new URL('golden-manifests.yaml', import.meta.url);

const text = relishManifests(readSettings({}));
const documentsOf = (yaml: string): unknown[] =>
  parseAllDocuments(yaml).map((document) => z.unknown().parse(document.toJS()));
const documents = documentsOf(text);
const ofKind = <S extends z.ZodType>(kind: string, schema: S): z.output<S>[] =>
  documents
    .filter((one) => z.object({ kind: z.literal(kind) }).safeParse(one).success)
    .map((one) => schema.parse(one));

const named = z.object({ metadata: z.object({ name: z.string() }) });
const drops = z.object({
  allowPrivilegeEscalation: z.literal(false),
  readOnlyRootFilesystem: z.literal(true),
  privileged: z.never().optional(),
  capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
});
const variable = z.strictObject({ name: z.string(), value: z.string() });
const probe = z.looseObject({ periodSeconds: z.number() });
const container = z.object({
  image: z.string().regex(/:[^:]+$/),
  securityContext: drops,
  env: z.array(variable).default([]),
  resources: z.object({
    requests: z.object({ cpu: z.string(), memory: z.string() }),
    limits: z.object({ memory: z.string() }),
  }),
  livenessProbe: probe.optional(),
  readinessProbe: probe.optional(),
  startupProbe: probe.optional(),
});
const template = z.object({
  metadata: z.object({ labels: z.record(z.string(), z.string()) }),
  spec: z.object({
    serviceAccountName: z.string(),
    automountServiceAccountToken: z.literal(false),
    hostNetwork: z.never().optional(),
    hostPID: z.never().optional(),
    securityContext: z.object({
      runAsNonRoot: z.literal(true),
      runAsUser: z.number().min(1),
      seccompProfile: z.strictObject({ type: z.literal('RuntimeDefault') }),
    }),
    topologySpreadConstraints: z.array(z.object({ topologyKey: z.string() })).length(2),
    containers: z.tuple([container]),
    volumes: z.array(z.looseObject({ name: z.string(), hostPath: z.never().optional() })),
  }),
});
const workload = named.extend({ kind: z.string(), spec: z.object({ template }) });

const workloads = ['Deployment', 'StatefulSet', 'Job'].flatMap((kind) => ofKind(kind, workload));
const inRelish = (name: string): Pod => {
  const found = workloads.find(({ metadata }) => metadata.name === name);
  if (!found) throw new Error(`There is no ${name}.`);
  return { namespace: 'relish', labels: found.spec.template.metadata.labels };
};
const tierOf = (pod: Pod) => pod.labels['relish/tier'];

test('the manifests are as they were agreed on', () => {
  // To agree on others: npm run infra:kubernetes, look at the difference, copy .build/kubernetes/relish.yaml there.
  expect(text).toBe(readFileSync(GOLDEN, 'utf8'));
});

describe('each pod', () => {
  test('runs as nobody, can write nothing, gain nothing and ask the cluster for nothing', () => {
    // What the schema demands.
    expect(workloads.map(({ metadata }) => metadata.name).sort()).toEqual(
      ['caddy', 'minio', 'minio-setup', 'ordering', 'recommender', 'redis'].sort(),
    );
  });

  test.each(workloads.filter(({ kind }) => kind !== 'Job'))('$metadata.name is looked after', ({ spec }) => {
    const [{ livenessProbe, readinessProbe, startupProbe }] = spec.template.spec.containers;
    expect([livenessProbe, readinessProbe, startupProbe]).not.toContain(undefined);
  });

  test('gets its secrets as files, by reference', () => {
    for (const { spec } of workloads)
      for (const { name, value } of spec.template.spec.containers[0].env)
        if (/SECRET|TOKEN|PASSWORD|REDIS_URL|SIGNING|ROOT_USER/.test(name))
          expect(`${name}=${value}`).toMatch(/_FILE=\/run\/secrets\/[a-z0-9-]+$/);
    expect(ofKind('Secret', named)).toEqual([]);
    expect(text).not.toMatch(/secretKeyRef|stringData/);
  });

  test('has an account of its own that nobody gave anything', () => {
    const accounts = ofKind('ServiceAccount', named).map(({ metadata }) => metadata.name);
    expect(accounts.sort()).toEqual(
      workloads.map(({ spec }) => spec.template.spec.serviceAccountName).sort(),
    );
    expect(text).not.toMatch(/kind: (Cluster)?Role(Binding)?$/m);
  });
});

describe('services with replicas', () => {
  const target = z.object({
    scaleTargetRef: z.object({ name: z.string() }),
    minReplicas: z.number(),
    metrics: z.array(z.unknown()),
  });
  const scalers = ofKind('HorizontalPodAutoscaler', z.object({ spec: target })).map(({ spec }) => spec);

  test('keep one of at least two running', () => {
    const budget = z.object({
      metadata: z.object({ name: z.string() }),
      spec: z.object({ minAvailable: z.literal(1) }),
    });
    const names = ofKind('PodDisruptionBudget', budget).map(({ metadata }) => metadata.name);
    expect(names.sort()).toEqual(['caddy', 'ordering', 'recommender']);
    for (const { minReplicas } of scalers) expect(minReplicas).toBeGreaterThanOrEqual(2);
  });

  test('scale with their processors, the recommender also with its lag behind the log', () => {
    expect(scalers.map(({ scaleTargetRef }) => scaleTargetRef.name).sort()).toEqual([
      'ordering',
      'recommender',
    ]);
    const recommender = scalers.find(({ scaleTargetRef }) => scaleTargetRef.name === 'recommender');
    expect(JSON.stringify(recommender?.metrics)).toContain('"relish_log_lag_events"');
  });

  test('leave the number of replicas to the autoscaler', () => {
    const sized = ofKind('Deployment', named.extend({ spec: z.object({ replicas: z.number().optional() }) }));
    expect(
      sized.filter(({ spec }) => spec.replicas !== undefined).map(({ metadata }) => metadata.name),
    ).toEqual(['caddy']);
  });
});

describe('who reaches whom', () => {
  const reaches = reachability(documents);
  const pods = workloads.map(({ metadata }) => inRelish(metadata.name));
  const stranger: Pod = { namespace: 'relish', labels: { 'app.kubernetes.io/name': 'stranger' } };
  const neighbour: Pod = { namespace: 'default', labels: inRelish('ordering').labels };
  const prometheus: Pod = { namespace: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' } };
  const dns: Pod = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };
  const portsThatMatter = [22, 53, 80, 443, 2019, 6379, 8080, 8443, 9000, 9001, 9180, 26_379];
  const nameOf = ({ labels }: Pod) => labels['app.kubernetes.io/name'] ?? '';

  test('exactly this, of all pods and ports', () => {
    const found = pods.flatMap((from) =>
      pods.flatMap((to) =>
        from === to
          ? []
          : portsThatMatter
              .filter((port) => reaches(from, to, port))
              .map((port) => `${nameOf(from)} → ${nameOf(to)}:${port}`),
      ),
    );
    expect(found.sort()).toEqual(
      [
        'caddy → ordering:8080',
        'caddy → recommender:8080',
        'minio-setup → minio:9000',
        'ordering → minio:9000',
        'ordering → recommender:8080',
        'ordering → redis:6379',
        'recommender → minio:9000',
        'recommender → redis:6379',
      ].sort(),
    );
  });

  test('nobody of the data tier from the edge, nor from the world', () => {
    const data = pods.filter((pod) => tierOf(pod) === 'data');
    expect(data.map(nameOf).sort()).toEqual(['minio', 'minio-setup', 'redis']);
    for (const to of data)
      for (const port of portsThatMatter)
        for (const from of [inRelish('caddy'), WORLD, stranger, neighbour] as const)
          expect({ port, reached: reaches(from, to, port) }).toEqual({ port, reached: false });
  });

  test('the data tier nobody: neither the world, nor the app, nor even names', () => {
    for (const from of [inRelish('redis'), inRelish('minio')])
      for (const to of [WORLD, ...pods, stranger, dns] as const)
        for (const port of portsThatMatter)
          if (to !== from) expect(reaches(from, to, port) || reaches(from, to, port, 'UDP')).toBe(false);
  });

  test('the world the edge alone, and nobody the world', () => {
    for (const pod of pods) {
      const open = portsThatMatter.filter((port) => reaches(WORLD, pod, port));
      expect({ pod: nameOf(pod), open }).toEqual({
        pod: nameOf(pod),
        open: nameOf(pod) === 'caddy' ? [8080, 8443] : [],
      });
      expect(portsThatMatter.some((port) => reaches(pod, WORLD, port))).toBe(false);
    }
  });

  test('Prometheus the figures; whoever calls somebody, names', () => {
    for (const [name, port] of [
      ['caddy', 9180],
      ['ordering', 8080],
      ['recommender', 8080],
      ['minio', 9000],
    ] as const)
      expect(reaches(prometheus, inRelish(name), port)).toBe(true);
    expect(reaches(prometheus, inRelish('redis'), 6379)).toBe(false);
    expect(reaches(inRelish('ordering'), dns, 53, 'UDP')).toBe(true);
  });

  test('a hole would be seen', () => {
    const hole = {
      kind: 'NetworkPolicy',
      metadata: { namespace: 'relish' },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [{}], egress: [{}] },
    };
    expect(reachability([...documents, hole])(inRelish('caddy'), inRelish('redis'), 6379)).toBe(true);
    expect(reachability([])(WORLD, inRelish('redis'), 6379)).toBe(true);
  });
});

describe('with engines elsewhere', () => {
  const there = { network: '192.0.2.0/28', redisPort: 6380, s3Port: 443, s3: 'https://s3.example' };
  const outside = documentsOf(relishManifests(readSettings({ engines: there })));

  test('services get out to them, and the edge does not', () => {
    const reaches = reachability(outside);
    for (const name of ['ordering', 'recommender']) {
      expect([6380, 443, 80].map((port) => reaches(inRelish(name), WORLD, port))).toEqual([
        true,
        true,
        false,
      ]);
    }
    expect(reaches(inRelish('caddy'), WORLD, 443)).toBe(false);
    expect(JSON.stringify(outside)).not.toContain('StatefulSet');
  });
});

describe('with servers that the recommender asks', () => {
  const network = '192.0.2.0/28';
  const lineage = { url: 'https://marquez.example', network, key: true };
  const remoteModel = { url: 'http://models.example:8000', network };
  const asking = documentsOf(relishManifests(readSettings({ lineage, remoteModel })));

  test('it gets out to them alone, and nobody else does', () => {
    const reaches = reachability(asking);
    const open = (name: string) =>
      [80, 443, 8000, 9000].filter((port) => reaches(inRelish(name), WORLD, port));
    expect(open('recommender')).toEqual([443, 8000]);
    for (const name of ['ordering', 'caddy', 'redis', 'minio']) expect(open(name)).toEqual([]);
  });

  test('it knows where they are, and has the key as a file of its own', () => {
    const pods = asking.flatMap((one) => {
      const found = workload.safeParse(one);
      return found.success ? [found.data] : [];
    });
    const environmentOf = (name: string) => {
      const pod = pods.find(({ metadata }) => metadata.name === name)!;
      return new Map(pod.spec.template.spec.containers[0].env.map((one) => [one.name, one.value]));
    };
    expect(Object.fromEntries(environmentOf('recommender'))).toMatchObject({
      OPENLINEAGE_URL: lineage.url,
      OPENLINEAGE_NAMESPACE: 'relish',
      OPENLINEAGE_API_KEY_FILE: '/run/secrets/openlineage-api-key',
      REMOTE_MODEL_URL: remoteModel.url,
      REMOTE_MODEL_NAME: 'recommender',
    });
    expect([...environmentOf('ordering').keys()].join()).not.toMatch(/OPENLINEAGE|REMOTE/);
    const holders = pods.filter(({ spec }) => JSON.stringify(spec).includes('relish-lineage'));
    expect(holders.map(({ metadata }) => metadata.name)).toEqual(['recommender']);
  });
});

test('a wrong setting is refused by name', () => {
  expect(() => readSettings({ sites: 'a' })).toThrow(/sites/);
  expect(() => readSettings({ engines: { network: 'anywhere' } })).toThrow(/network|engines/);
});

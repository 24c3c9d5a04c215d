import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';

const COMPOSE = fileURLToPath(new URL('../../infra/compose.yaml', import.meta.url));

const names = z.union([z.array(z.string()), z.record(z.string(), z.unknown()).transform(Object.keys)]);
const secretOf = z.union([z.string(), z.object({ source: z.string() }).transform(({ source }) => source)]);
const service = z.object({
  image: z.string(),
  build: z.object({ context: z.literal('..'), dockerfile: z.string(), target: z.string() }).optional(),
  profiles: z.array(z.string()).default([]),
  user: z.string().regex(/^[1-9]\d*:[1-9]\d*$/),
  read_only: z.literal(true),
  cap_drop: z.tuple([z.literal('ALL')]),
  cap_add: z.never().optional(),
  privileged: z.never().optional(),
  network_mode: z.never().optional(),
  pid: z.never().optional(),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]),
  restart: z.enum(['unless-stopped', 'on-failure:5', 'no']),
  networks: names,
  ports: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: z.array(secretOf).default([]),
  volumes: z.array(z.string()).default([]),
  tmpfs: z.array(z.string()).min(1),
  healthcheck: z.union([
    z.object({ test: z.array(z.string()).min(2), interval: z.string(), retries: z.number() }),
    z.object({ disable: z.literal(true) }),
  ]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  deploy: z.object({
    resources: z.object({
      limits: z.object({
        cpus: z.string().regex(/^\d+\.\d+$/),
        memory: z.string(),
        pids: z.number().int().positive(),
      }),
    }),
  }),
});
const file = z.object({
  services: z.record(z.string(), service),
  networks: z.record(z.string(), z.object({ internal: z.boolean().default(false) })),
  volumes: z.record(z.string(), z.null()),
  secrets: z.record(
    z.string(),
    z.strictObject({ file: z.string().regex(/^\.\.\/\.data\/secrets\/[a-z0-9-]+$/) }),
  ),
});

// What it must be for every service (no root, read-only, no capabilities, limits …) is what the schema demands.
const { services, networks, volumes, secrets } = file.parse(
  parse(readFileSync(COMPOSE, 'utf8'), { merge: true }),
);
const every = Object.entries(services);
const inNetwork = (network: string) =>
  every
    .filter(([, { networks: joined }]) => joined.includes(network))
    .map(([name]) => name)
    .sort();

describe('compose.yaml', () => {
  test('publishes the edge alone', () => {
    expect(every.filter(([, { ports }]) => ports.length > 0).map(([name]) => name)).toEqual(['caddy']);
    expect(inNetwork('edge')).toEqual(['caddy']);
  });

  test('has three tiers, and no way out of the inner two', () => {
    const apps = ['ordering-1', 'ordering-2', 'recommender-1', 'recommender-2'];
    expect(inNetwork('app')).toEqual(['caddy', ...apps, 'prometheus'].sort());
    const engines = ['minio', 'minio-setup', 'redis'];
    expect(inNetwork('data')).toEqual([...engines, 'prometheus', 'restore', ...apps].sort());
    expect(networks).toEqual({
      edge: { internal: false },
      app: { internal: true },
      data: { internal: true },
    });
    // Whoever is in both of the outer two would be a way from one to the other.
    expect(inNetwork('data').filter((name) => inNetwork('edge').includes(name))).toEqual([]);
  });

  test.each(every)(
    '%s has no secret in its environment, and only its own in files',
    (name, { environment, secrets: own }) => {
      for (const [variable, value] of Object.entries(environment)) {
        if (/SECRET|TOKEN|PASSWORD|KEY$|REDIS_URL|ROOT_USER/.test(variable) && variable !== 'S3_ACCESS_KEY')
          expect(`${variable}=${value}`).toMatch(/_FILE=\/run\/secrets\/[a-z0-9-]+$/);
      }
      for (const secret of own) expect(Object.keys(secrets)).toContain(secret);
      const others = name.startsWith('ordering') ? 'recommender' : 'ordering';
      if (name !== 'minio-setup') expect(own.filter((secret) => secret.endsWith(others))).toEqual([]);
    },
  );

  test.each(every.filter(([, { environment }]) => 'RELISH_SERVICE' in environment))(
    '%s mounts every secret that it reads',
    (_, { environment, secrets: own }) => {
      const wanted = Object.entries(environment).filter(([variable]) => variable.endsWith('_FILE'));
      expect(own).toHaveLength(wanted.length);
    },
  );

  test('gives who may restore the log to nobody who runs all the time', () => {
    const holders = every.filter(([, { secrets: own }]) => own.includes('redis-url-restore'));
    expect(holders.map(([name, { profiles, restart }]) => [name, profiles, restart])).toEqual([
      ['restore', ['restore'], 'no'],
    ]);
  });

  test('trusts the address of the edge alone', () => {
    expect(services['ordering-1']?.environment['RELISH_TRUST_PROXY']).toBe('10.203.1.2');
    expect(readFileSync(COMPOSE, 'utf8')).toContain('app: { ipv4_address: 10.203.1.2 }');
  });

  test('waits for healthy engines, and keeps its data in volumes of its own', () => {
    for (const [name, { environment, depends_on }] of every)
      if ('RELISH_SERVICE' in environment)
        expect({ name, ...depends_on }).toEqual({
          name,
          redis: { condition: 'service_healthy' },
          'minio-setup': { condition: 'service_completed_successfully' },
        });
    const mounted = every.flatMap(([, { volumes: own }]) => own.map((volume) => volume.split(':')[0]!));
    expect(mounted.filter((name) => !name.startsWith('.')).sort()).toEqual(Object.keys(volumes).sort());
    expect(mounted.join()).not.toMatch(/docker\.sock|\.\.\//);
  });

  test('builds from stages that the Dockerfile has, none of which ends as root', () => {
    const stages = readFileSync(COMPOSE.replace('compose.yaml', 'Dockerfile'), 'utf8').split(/^(?=FROM )/m);
    for (const [name, { build }] of every) {
      if (!build) continue;
      const stage = stages.find((text) => text.startsWith('FROM') && text.includes(` AS ${build.target}\n`));
      expect({ name, user: /^USER (.*)$/m.exec(stage ?? '')?.[1] }).toEqual({ name, user: '10001:10001' });
    }
    expect(stages.join('')).not.toMatch(/(SECRET|TOKEN|PASSWORD)\w*=/);
  });

  test('every secret is made, and mounted by somebody', async () => {
    const used = new Set(every.flatMap(([, { secrets: own }]) => own));
    expect([...used].sort()).toEqual(Object.keys(secrets).sort());
  });
});

describe('compose.lineage.yaml and compose.remote-model.yaml', () => {
  const added = z.strictObject({
    networks: names,
    environment: z.record(z.string(), z.string()),
    secrets: z.array(z.string()).default([]),
  });
  const overlay = z.object({
    services: z.record(z.string(), added),
    networks: z.record(z.string(), z.strictObject({})),
    secrets: z.record(z.string(), z.strictObject({ file: z.string() })).default({}),
  });
  const read = (name: string) =>
    overlay.parse(parse(readFileSync(COMPOSE.replace('compose.yaml', name), 'utf8'), { merge: true }));

  test.each([
    ['compose.lineage.yaml', ['OPENLINEAGE_URL', 'OPENLINEAGE_NAMESPACE', 'OPENLINEAGE_API_KEY_FILE']],
    ['compose.remote-model.yaml', ['REMOTE_MODEL_URL', 'REMOTE_MODEL_NAME']],
  ])(
    '%s: recommenders alone get a way out, one of its own, and no secret but as a file',
    (name, variables) => {
      const { services: changed, networks: ways, secrets: held } = read(name);
      expect(Object.keys(changed)).toEqual(['recommender-1', 'recommender-2']);
      for (const { networks: joined, environment, secrets: own } of Object.values(changed)) {
        expect(joined).toEqual(Object.keys(ways));
        expect(Object.keys(networks)).not.toEqual(expect.arrayContaining(joined));
        expect(Object.keys(environment)).toEqual(variables);
        expect(own).toEqual(Object.keys(held));
        expect(own).toHaveLength(variables.filter((variable) => variable.endsWith('_FILE')).length);
      }
      for (const { file: path } of Object.values(held))
        expect(path).toMatch(/^\.\.\/\.data\/secrets\/[a-z-]+$/);
    },
  );
});

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig } from '../../services/platform/config/config.ts';
import { launch, type Relish } from '../../services/relish/launch/launch.ts';
import { startCaddy } from '../engines/caddy.ts';
import { describeWithOwnMinio } from '../engines/describe-with-engines.ts';
import { describeWithPrograms } from '../engines/describe-with-programs.ts';
import { startOwnMinio } from '../engines/minio-server.ts';

const INFRA = fileURLToPath(new URL('../../infra/', import.meta.url));
const PROMETHEUS = join(INFRA, 'prometheus');

const rules = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          expr: z.string(),
          record: z.string().optional(),
          alert: z.string().optional(),
          annotations: z.object({ summary: z.string(), action: z.string() }).optional(),
        }),
      ),
    }),
  ),
});
const dashboard = z.object({
  panels: z.array(z.object({ id: z.number(), targets: z.array(z.object({ expr: z.string() })).default([]) })),
});

const read = (name: string) => readFileSync(join(INFRA, name), 'utf8');
const ruleFiles = readdirSync(PROMETHEUS).filter((name) => /\.(rules|alerts)\.yaml$/.test(name));
const allRules = ruleFiles.flatMap((name) =>
  rules.parse(parse(read(`prometheus/${name}`))).groups.flatMap((group) => group.rules),
);
const { panels } = dashboard.parse(JSON.parse(read('grafana/relish-dashboard.json')));
const queries = [
  ...allRules.map(({ expr }) => expr),
  ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
];

/** Names in a query that are metrics: each program's begin with its own word. */
const metricsIn = (query: string): string[] =>
  (
    query.replaceAll(/"[^"]*"/g, '').match(/\b(relish|http|nodejs|process|caddy|minio|node|kubelet)_\w+/g) ??
    []
  ).map((name) => name.replace(/_(bucket|sum|count)$/, ''));
const wanted = (prefix: RegExp): string[] => [
  ...new Set(queries.flatMap(metricsIn).filter((name) => prefix.test(name))),
];
/** What a page of metrics declares. */
const declaredIn = (page: string): Set<string> =>
  new Set([...page.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name!));
const pageAt = async (url: string): Promise<string> => (await fetch(url)).text();

describe('rules and dashboard', () => {
  let relish: Relish;
  const folder = mkdtempSync(join(tmpdir(), 'relish-metrics-'));
  beforeAll(async () => {
    relish = await launch(
      readConfig({ PORT: '0', RELISH_DATA: folder, RELISH_DEMO: 'off', RELISH_LOG_LEVEL: 'silent' }),
    );
  });
  afterAll(async () => {
    await relish[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  test('ask for nothing that a running Relish does not have', async () => {
    const declared = declaredIn(await pageAt(`${relish.url}/metrics`));
    const names = wanted(/^(relish|http|nodejs|process)_/);
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !declared.has(name))).toEqual([]);
  });

  test('ask for every metric of our own: nobody measures what nobody looks at', async () => {
    const declared = declaredIn(await pageAt(`${relish.url}/metrics`));
    const ours = [...declared].filter((name) => name.startsWith('relish_'));
    expect(ours.filter((name) => !wanted(/^relish_/).includes(name))).toEqual([]);
  });

  test('name routes that there are', async () => {
    const described = z.object({ paths: z.record(z.string(), z.unknown()) });
    const documents = await Promise.all(
      ['api', 'v1'].map(async (room) =>
        described.parse(JSON.parse(await pageAt(`${relish.url}/${room}/openapi.json`))),
      ),
    );
    const paths = documents.flatMap(({ paths: found }) => Object.keys(found));
    const templates = new Set(paths.map((path) => path.replaceAll(/\{(\w+)\}/g, ':$1')));
    const named = queries.flatMap((query) =>
      [...query.matchAll(/route=~?"([^"]+)"/g)].flatMap(([, routes]) => routes!.split('|')),
    );
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((route) => !templates.has(route))).toEqual([]);
  });

  test('use records that are recorded', () => {
    const recorded = new Set(allRules.flatMap(({ record }) => record ?? []));
    const used = new Set(queries.flatMap((query) => query.match(/\brelish:[\w:]+/g) ?? []));
    expect([...used].filter((name) => !recorded.has(name))).toEqual([]);
    expect([...recorded].filter((name) => name !== 'relish:requests:rate5m' && !used.has(name))).toEqual([]);
  });

  test('say what is wrong and what to do', () => {
    for (const { alert, annotations } of allRules) if (alert) expect(annotations).toBeDefined();
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  });
});

describeWithPrograms('the edge', { caddy: 'caddy' }, () => {
  test('has the figures that are asked for', async () => {
    await using caddy = await startCaddy({});
    const declared = declaredIn(await pageAt(`http://127.0.0.1:${caddy.edgePort}/metrics`));
    expect(wanted(/^caddy_/).filter((name) => !declared.has(name))).toEqual([]);
  });
});

describeWithOwnMinio('the archive', () => {
  test('has the figures that are asked for', async () => {
    await using minio = await startOwnMinio({ MINIO_PROMETHEUS_AUTH_TYPE: 'public' });
    const missing = async () => {
      const declared = declaredIn(await pageAt(`${minio.endpoint}/minio/v2/metrics/cluster`));
      return wanted(/^minio_/).filter((name) => !declared.has(name));
    };
    // It counts its disks a moment after it begins to answer.
    const until = performance.now() + 15_000;
    while ((await missing()).length > 0 && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await missing()).toEqual([]);
  });
});

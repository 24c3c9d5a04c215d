import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import * as answers from '../../contracts/http/answers.ts';
import * as flags from '../../contracts/http/flags.ts';
import * as ingest from '../../contracts/http/ingest.ts';
import * as ordering from '../../contracts/http/ordering.ts';
import type { Route } from '../../contracts/http/route.ts';
import { createOpenApi } from './openapi.ts';

const isRoute = (exported: unknown): exported is Route =>
  typeof exported === 'object' && exported !== null && 'roles' in exported && 'reply' in exported;
const CONTRACTS = new URL('../../contracts/http/', import.meta.url);
const contractFiles = readdirSync(CONTRACTS).filter((file) => file.endsWith('.ts'));
const contracts = await Promise.all(
  contractFiles.map(async (file) => {
    const contract: unknown = await import(fileURLToPath(new URL(file, CONTRACTS)));
    return z.record(z.string(), z.unknown()).parse({ ...Object(contract) });
  }),
);
/** Every route that the contracts have, whatever is added to them. */
const routes = contracts.flatMap((contract) => Object.values(contract)).filter(isRoute);

const reference = z.strictObject({ $ref: z.string().regex(/^#\/components\/schemas\/\w+$/) });
const schema = z.union([reference, z.looseObject({ $ref: z.never().optional() })]);
const content = z.record(z.string().regex(/^[\w.+-]+\/[\w.+-]+$/), z.strictObject({ schema }));
const response = z.strictObject({
  description: z.string().min(1),
  headers: z.record(z.string(), z.strictObject({ description: z.string(), schema })).optional(),
  content: content.optional(),
});
const parameter = z.strictObject({
  name: z.string().min(1),
  in: z.enum(['path', 'query']),
  required: z.boolean(),
  description: z.string().optional(),
  schema,
});
const operation = z.strictObject({
  operationId: z.string().regex(/^[a-z]\w+$/),
  summary: z.string().min(1),
  tags: z.array(z.string().min(1)).length(1),
  security: z.array(z.strictObject({ bearer: z.tuple([]) })).max(1),
  'x-roles': z.union([z.literal('public'), z.array(z.string()).min(1)]),
  parameters: z.array(parameter).optional(),
  requestBody: z.strictObject({ required: z.literal(true), content }).optional(),
  responses: z.record(z.string().regex(/^([1-5]\d\d|default)$/), response),
});
/** The parts of OpenAPI 3.1 that we use, and nothing besides. */
const openApi = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.strictObject({ title: z.string(), version: z.string() }),
  servers: z.array(z.strictObject({ url: z.string() })),
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(z.enum(['get', 'post', 'put', 'delete']), operation),
  ),
  webhooks: z.strictObject({}),
  components: z.strictObject({
    schemas: z.record(z.string(), schema),
    parameters: z.strictObject({}),
    securitySchemes: z.strictObject({
      bearer: z.strictObject({ type: z.literal('http'), scheme: z.literal('bearer') }),
    }),
  }),
});

const document = openApi.parse(createOpenApi({ title: 'Relish', version: '1.2.3', routes }));
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, found]) => ({ path, method, ...found })),
);
const operationOf = ({ path, method }: Pick<Route, 'path' | 'method'>) => {
  const found = document.paths[path]?.[method];
  if (!found) throw new Error(`${method} ${path} is missing`);
  return found;
};

/** Every value of a member `name`, at any depth. */
const valuesOf = (name: string, value: unknown): unknown[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]: [string, unknown]) =>
    key === name ? [member, ...valuesOf(name, member)] : valuesOf(name, member),
  );
};

describe('the OpenAPI document', () => {
  test('has every route of the contracts, once', () => {
    const expected = routes.map(({ method, path }) => `${method} ${path}`);
    expect(routes.length).toBeGreaterThan(30);
    expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(expected.sort());
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  });

  test('is plain JSON, and is told what it is about', () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    expect(document.info).toEqual({ title: 'Relish', version: '1.2.3' });
  });

  test('names the parameters of each path, and no others', () => {
    for (const { path, parameters = [] } of operations) {
      const inPath = parameters.filter((one) => one.in === 'path');
      expect(inPath.map(({ name }) => `{${name}}`).sort()).toEqual(
        [...path.matchAll(/\{\w+\}/g)].map(String).sort(),
      );
      expect(inPath.every(({ required }) => required)).toBe(true);
    }
  });

  test('says who may call what', () => {
    for (const route of routes) {
      const { security, responses, 'x-roles': roles } = operationOf(route);
      expect(roles).toEqual(route.roles);
      expect(security).toEqual(route.roles === 'public' ? [] : [{ bearer: [] }]);
      expect('401' in responses && '403' in responses).toBe(route.roles !== 'public');
    }
  });

  test('has the answer of each route, with nothing where there is nothing', () => {
    for (const route of routes) {
      const answer = operationOf(route).responses[String(route.status)];
      expect(Object.keys(answer?.content ?? {})).toEqual(route.status === 204 ? [] : ['application/json']);
    }
  });

  test('has errors as problems, and those of OFREP in its own shape', () => {
    const { responses } = operationOf(flags.evaluateFlag);
    const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
    expect(responses['403']?.content).toEqual(problem);
    expect(responses['default']?.content).toEqual(problem);
    expect(valuesOf('required', responses['404']?.content)).toEqual([['errorCode', 'key']]);
    expect(operationOf(ordering.placeOrder).responses['429']?.headers).toHaveProperty('Retry-After');
    const codes = operations
      .flatMap((one) => Object.keys(one.responses))
      .filter((code) => /^[45]/.test(code));
    expect([...new Set(codes)].sort()).toEqual(['400', '401', '403', '404', '413', '415', '422', '429']);
  });

  test('takes events one by one and in batches, by media type', () => {
    const { requestBody } = operationOf(ingest.postEvents);
    expect(Object.keys(requestBody?.content ?? {})).toEqual([ingest.ONE_EVENT, ingest.EVENT_BATCH]);
    expect(requestBody?.content[ingest.EVENT_BATCH]?.schema).toMatchObject({
      type: 'array',
      maxItems: 1_000,
    });
    const one = JSON.stringify(requestBody?.content[ingest.ONE_EVENT]);
    expect(one).toContain('order.fulfilled');
    expect(one).not.toContain('flag.changed');
  });

  test('has only references that lead somewhere', () => {
    const targets = valuesOf('$ref', document).map(String);
    expect(targets.length).toBeGreaterThan(0);
    for (const target of targets)
      expect(document.components.schemas).toHaveProperty(target.split('/').at(-1) ?? '');
  });

  test('has patterns that mean what the contracts mean', () => {
    const patterns = valuesOf('pattern', document).filter((pattern) => typeof pattern === 'string');
    for (const pattern of patterns) expect(() => new RegExp(pattern, 'u')).not.toThrow();
    const accountId = operationOf(answers.getRecommendations).parameters?.find(
      ({ name }) => name === 'accountId',
    );
    const [pattern] = valuesOf('pattern', accountId);
    expect(new RegExp(String(pattern), 'u').test('ö 1')).toBe(true);
    expect(new RegExp(String(pattern), 'u').test('a\nb')).toBe(false);
  });
});

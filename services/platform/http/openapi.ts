import {
  OpenApiGeneratorV31,
  OpenAPIRegistry,
  type ResponseConfig,
  type RouteConfig,
} from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { problem } from '../../contracts/http/problem.ts';
import type { Route } from '../../contracts/http/route.ts';

interface OpenApiOptions {
  readonly title: string;
  readonly version: string;
  readonly routes: readonly Route[];
}

const WORDS: Readonly<Record<number, string>> = {
  200: 'As asked for',
  201: 'Made',
  202: 'Taken; what was rejected is listed',
  204: 'Done; there is nothing to tell',
  400: 'The request is not valid, or not JSON',
  401: 'Without a valid token',
  403: 'With the wrong role',
  404: 'There is no such thing',
  413: 'The body is too large',
  415: 'The body is of another media type',
  422: 'Well formed, and still not right',
  429: 'Too many requests: Retry-After says when to come back',
};

const pascal = (text: string): string =>
  text
    .split(/[^a-zA-Z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** `get /v1/items/{itemId}/related` → `getV1ItemsByItemIdRelated`: unique, and the same for ever. */
const operationIdOf = ({ method, path }: Route): string =>
  method +
  path
    .split('/')
    .map((part) => (part.startsWith('{') ? `By${pascal(part)}` : pascal(part)))
    .join('');

/** What the path is about: `events` of `/v1/events`, `ofrep` of `/ofrep/v1/evaluate/flags`. */
const tagOf = ({ path }: Route): string =>
  path.split('/').find((part) => !['', 'v1', 'api'].includes(part)) ?? 'root';

const problemsOf = (route: Route): readonly number[] => [
  ...(route.params || route.query || route.body ? [400] : []),
  ...(route.roles === 'public' ? [] : [401, 403]),
  ...(route.params ? [404] : []),
  ...(route.body ? [413, 415, 422] : []),
  429,
];

const asJson = (description: string, schema: z.ZodType): ResponseConfig => ({
  description,
  content: { 'application/json': { schema } },
});

const retryAfter = { 'Retry-After': { description: 'seconds', schema: { type: 'integer' } } } as const;
const asProblem = (description: string, status?: number): ResponseConfig => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  ...(status === 429 && { headers: retryAfter }),
});

const responsesOf = (route: Route): Record<string, ResponseConfig> => {
  const wordsFor = (status: number): string => WORDS[status] ?? 'As asked for';
  const done = wordsFor(route.status);
  const nothing = route.reply instanceof z.ZodUndefined;
  const problems = problemsOf(route).map((status) => [status, asProblem(wordsFor(status), status)] as const);
  const failures = Object.entries(route.failures ?? {}).map(
    ([status, schema]) => [status, asJson(wordsFor(Number(status)), schema)] as const,
  );
  return {
    [route.status]: nothing ? { description: done } : asJson(done, route.reply),
    ...Object.fromEntries(problems),
    ...Object.fromEntries(failures),
    default: asProblem('Something else went wrong: `code` and `detail` say what'),
  };
};

const requestOf = ({ params, query, body, mediaTypes }: Route): NonNullable<RouteConfig['request']> => {
  const types = Object.entries(mediaTypes ?? (body ? { 'application/json': body } : {}));
  const content = Object.fromEntries(types.map(([type, schema]) => [type, { schema }]));
  return {
    ...(params && { params }),
    ...(query && { query }),
    ...(body && { body: { required: true, content } }),
  };
};

const describeRoute = (route: Route): RouteConfig => ({
  method: route.method,
  path: route.path,
  operationId: operationIdOf(route),
  summary: route.summary,
  tags: [tagOf(route)],
  security: route.roles === 'public' ? [] : [{ bearer: [] }],
  'x-roles': route.roles,
  request: requestOf(route),
  responses: responsesOf(route),
});

/** The library leaves the flags of a regular expression in its pattern; JSON Schema has no place for them. */
const withoutRegexFlags = (document: object): object => {
  const text = JSON.stringify(document, (key, value: unknown) =>
    key === 'pattern' && typeof value === 'string' ? value.replace(/\/[dgimsuvy]+$/, '') : value,
  );
  return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
};

/**
 * The OpenAPI 3.1 document of routes of the contracts: the same schemas that judge requests describe them.
 * `x-roles` says who may call a route.
 */
export const createOpenApi = ({ title, version, routes }: OpenApiOptions): object => {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  for (const route of routes) registry.registerPath(describeRoute(route));
  const generator = new OpenApiGeneratorV31(registry.definitions);
  const info = { title, version };
  const document = generator.generateDocument({ openapi: '3.1.0', info, servers: [{ url: '/' }] });
  const schemas = { ...document.components?.schemas, Problem: z.toJSONSchema(problem, { io: 'input' }) };
  return withoutRegexFlags({ ...document, components: { ...document.components, schemas } });
};

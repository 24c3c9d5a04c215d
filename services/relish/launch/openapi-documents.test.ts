import { readdir } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { createApp } from '../../platform/http/create-app.ts';
import { serve } from '../../platform/http/serve.ts';
import { createOpenApiDocuments } from './openapi-documents.ts';

const CONTRACTS = new URL('../../contracts/http/', import.meta.url);
const described = z.object({ paths: z.record(z.string(), z.unknown()) });
const route = z.object({ path: z.string(), roles: z.unknown(), reply: z.unknown() });

const contracted = async (): Promise<readonly string[]> => {
  const files = (await readdir(CONTRACTS)).filter((file) => file.endsWith('.ts'));
  const modules = await Promise.all(
    files.map((file): Promise<object> => import(new URL(file, CONTRACTS).href)),
  );
  return modules
    .flatMap((contract): unknown[] => Object.values(contract))
    .flatMap((value) => {
      const found = route.safeParse(value);
      return found.success ? [found.data.path] : [];
    });
};

test('every route of the contracts is described', async () => {
  const app = createApp({ trustProxy: [] });
  app.use(createOpenApiDocuments({ RELISH_SERVICE: 'all' }));
  await using served = await serve(app, { host: '127.0.0.1', port: 0 });
  const documents = await Promise.all(
    ['api', 'v1'].map(async (room) => {
      const response = await fetch(`${served.url}/${room}/openapi.json`);
      return Object.keys(described.parse(await response.json()).paths);
    }),
  );
  const paths = await contracted();
  expect(paths).toContain('/v1/incidents');
  expect(new Set(documents.flat())).toEqual(new Set(paths));
});

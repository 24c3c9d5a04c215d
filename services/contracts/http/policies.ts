import { z } from 'zod';
import { digest, jsonValue } from '../primitives.ts';
import { defineRoute } from './route.ts';

export const listPolicies = defineRoute({
  method: 'get',
  path: '/v1/policies',
  summary: 'The parameters of votes, standing and models, by digest',
  roles: ['analyst', 'admin'],
  status: 200,
  reply: z.object({
    policies: z.array(z.object({ digest, active: z.boolean(), policy: z.record(z.string(), jsonValue) })),
  }),
});

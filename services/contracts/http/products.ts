import { z } from 'zod';
import { dataContract, dataProduct } from '../data-contract.ts';
import { defineRoute } from './route.ts';

const readers = ['analyst', 'admin', 'service'] as const;

/** What is published: the events, the verdicts on order lines, and the lists that went out. */
export const productId = z.enum(['log', 'assessments', 'recommendations']);
export type ProductId = z.infer<typeof productId>;

export const listProducts = defineRoute({
  method: 'get',
  path: '/v1/products',
  summary: 'The data product (ODPS v1.0.0): its ports, each with its contract',
  roles: readers,
  status: 200,
  reply: dataProduct,
});

export const getContract = defineRoute({
  method: 'get',
  path: '/v1/products/{productId}/contract',
  summary:
    'The contract of what is published (ODCS v3.1.0): columns, promises, and the rules that check them',
  roles: readers,
  params: z.object({ productId }),
  status: 200,
  reply: dataContract,
});

import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { type DataContract, dataContract, dataProduct } from '../../contracts/data-contract.ts';
import type { ProductId } from '../../contracts/http/products.ts';

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));

/** What is promised of a product's data. @throws ZodError for a document that is none */
export const readContract = (id: ProductId): DataContract => dataContract.parse(read(`${id}.odcs.json`));

/** The data product that they are ports of. */
export const readProduct = (): z.infer<typeof dataProduct> => dataProduct.parse(read('relish.odps.json'));

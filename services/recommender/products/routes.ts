import { getContract, listProducts, productId } from '../../contracts/http/products.ts';
import type { Mount } from '../../platform/http/mount.ts';
import { readContract, readProduct } from './read-products.ts';

/** Read once: what is wrong with a document ends the start, not a request. */
export const mountProducts = (mount: Mount): void => {
  const product = readProduct();
  const contracts = new Map(productId.options.map((id) => [id, readContract(id)]));
  mount(listProducts, () => product);
  mount(getContract, ({ params }) => contracts.get(params.productId) ?? readContract(params.productId));
};

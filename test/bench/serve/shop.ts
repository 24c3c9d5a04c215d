import type { ShopSize } from '../synthetic-shop.ts';

export const SHOP: ShopSize = { accounts: 2_000, items: 200, orders: 60_000 };
export const TOKEN = 'a-token-for-benchmarks';

import { z } from 'zod';

/** Ids are opaque, printable and bounded: a StockCode, a CustomerID, an orderId of any shop. */
const id = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[^\p{C}]+$/u, 'control characters are not allowed');

export const accountId = id.meta({ description: 'who orders' });
export const itemId = id.meta({ description: 'what is ordered' });
export const orderId = id.meta({ description: 'one order; it belongs to the account that its events name' });

/** Money in minor units (cents), never fractional. */
export const money = z.int().min(0).max(1_000_000_000);
export const count = z.int().min(0);
/** An instant, ISO 8601 with offset. */
export const instant = z.iso.datetime({ offset: true }).max(64);
/** A place in the log. Opaque; positions sort as strings. */
export const position = z.string().regex(/^\d{16}$/, 'a position is 16 digits');
export const digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/)
  .meta({ description: 'sha256 of the canonical content' });
/** Why a person did something: required with every act that can change a recommendation. */
export const reason = z.string().trim().min(3).max(500);

export const role = z.enum(['customer', 'operator', 'analyst', 'admin', 'service']);
export type Role = z.infer<typeof role>;

/** Who did it, as kept on the log. */
export const author = z.object({ id, role });
export type Author = z.infer<typeof author>;
/** Whoever holds the admin token: nobody in particular. */
export const ADMIN_TOKEN_ID = 'admin-token';

/** Of a chaos experiment: answers that it touched name it. */
export const experimentId = z.string().regex(/^[a-z0-9][a-z0-9-]{2,39}$/);

/** Any JSON. Its types are spelled out for OpenAPI: whoever follows a schema that contains itself never ends. */
export const jsonValue = z.json().meta({ type: ['string', 'number', 'boolean', 'null', 'array', 'object'] });

/** A page of a list that is searched and paged on the server. `next` is absent on the last page. */
export const pageOf = <T extends z.ZodType>(row: T) =>
  z.object({ rows: z.array(row), total: count, next: z.string().optional() });

export const pageQuery = z.object({
  search: z.string().trim().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(200).optional(),
});

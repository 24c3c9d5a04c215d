import type { z } from 'zod';
import type { Role } from '../primitives.ts';

/** Who may call a route. There is no default: a route without roles doesn't compile. */
export type Roles = 'public' | readonly Role[];

/**
 * One HTTP route: the single source of its handler's types, of its OpenAPI entry and of the web clients.
 * Paths are written as in OpenAPI: `/v1/accounts/{accountId}`.
 */
export interface Route<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: `/${string}`;
  readonly summary: string;
  readonly roles: Roles;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** What the body may be, by media type, where it isn't `application/json`. */
  readonly mediaTypes?: Readonly<Record<string, z.ZodType>>;
  readonly status: number;
  readonly reply: Reply;
  /** Failures that a protocol of others wants in its own JSON; all others are problems. */
  readonly failures?: Readonly<Record<number, z.ZodType>>;
}

export const defineRoute = <
  Params extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Query extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Body extends z.ZodType = z.ZodUndefined,
  Reply extends z.ZodType = z.ZodType,
>(
  route: Route<Params, Query, Body, Reply>,
): Route<Params, Query, Body, Reply> => route;

export type QueryOf<R> = R extends Route<z.ZodObject, infer Q, z.ZodType, z.ZodType> ? z.output<Q> : never;
export type BodyOf<R> = R extends Route<z.ZodObject, z.ZodObject, infer B, z.ZodType> ? z.output<B> : never;
export type ReplyOf<R> = R extends Route<z.ZodObject, z.ZodObject, z.ZodType, infer T> ? z.output<T> : never;

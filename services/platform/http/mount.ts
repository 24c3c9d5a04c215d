import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import type { z } from 'zod';
import type { Route } from '../../contracts/http/route.ts';
import type { Authenticator, Principal } from '../auth/authenticator.ts';
import { AppError } from './app-error.ts';
import { parseRequest } from './parse.ts';

const JSON_BODY_LIMIT = '64kb';

/** What a handler returns when it has answered by itself. */
export const REPLIED = Symbol('replied');

/** What a handler gets: parsed input, and who asks (`anonymous` on public routes). */
export interface Call<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly principal: Principal;
  readonly request: Request;
  readonly response: Response;
}

interface MountOptions {
  /** Runs after authentication and before the body is read: rate limits. */
  readonly admit?: (principal: Principal, request: Request) => Promise<void>;
  /** Reads the body; JSON up to 64 kB unless told otherwise. */
  readonly bodyParser?: RequestHandler;
}

const ANONYMOUS: Principal = { id: 'anonymous', role: 'customer' };

const read = (parser: RequestHandler, request: Request, response: Response): Promise<void> =>
  new Promise((resolve, reject) => {
    void parser(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(error instanceof Error ? error : new Error(String(error)));
    });
  });

/** A body of another type would be left unread, and then be judged as if it had been missing. */
const checkMediaType = (request: Request, { mediaTypes }: Route): void => {
  const types = Object.keys(mediaTypes ?? { 'application/json': undefined });
  // null: there is no body.
  if (request.is(types) !== false) return;
  const detail = `Send the body as ${types.join(' or ')}, and say so in Content-Type.`;
  throw new AppError(415, 'unsupported-media-type', detail, { headers: { Accept: types.join(', ') } });
};

const parsePart = <S extends z.ZodType>(
  schema: S | undefined,
  value: unknown,
  where: string,
): z.output<S> => {
  if (schema) return parseRequest(schema, value, where);
  const absent: unknown = where === 'body' ? undefined : {};
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- a route without the schema has the type that defineRoute gives by default, and this is its value
  return absent as z.output<S>;
};

/**
 * Puts a route of the contracts on a router. Every request goes through the same steps:
 * authenticate, admit, read the body, parse, handle, reply. So nobody's body is read who may not send one.
 */
export const createMount =
  (router: Router, authenticator: Authenticator) =>
  <P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, T extends z.ZodType>(
    route: Route<P, Q, B, T>,
    handle: (
      call: Call<z.output<P>, z.output<Q>, z.output<B>>,
    ) => Promise<z.input<T> | typeof REPLIED> | z.input<T> | typeof REPLIED,
    { admit, bodyParser = express.json({ limit: JSON_BODY_LIMIT, strict: false }) }: MountOptions = {},
  ): void => {
    const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
    router[route.method](path, async (request: Request, response: Response) => {
      const principal =
        route.roles === 'public'
          ? ANONYMOUS
          : await authenticator.require(request.headers.authorization, route.roles);
      await admit?.(principal, request);
      if (route.body) {
        checkMediaType(request, route);
        await read(bodyParser, request, response);
      }
      const reply = await handle({
        params: parsePart(route.params, request.params, 'path'),
        query: parsePart(route.query, request.query, 'query'),
        body: parsePart(route.body, request.body, 'body'),
        principal,
        request,
        response,
      });
      if (reply === REPLIED || response.headersSent) return;
      if (reply === undefined) response.status(route.status).end();
      else response.status(route.status).json(reply);
    });
  };

export type Mount = ReturnType<typeof createMount>;

import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import type { z } from 'zod';
import type { Route } from '../../contracts/http/route.ts';
import type { Authenticator, Principal } from '../auth/authenticator.ts';
import { parseRequest } from './parse.ts';

const JSON_BODY_LIMIT = '64kb';

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

/**
 * Puts a route of the contracts on a router. Every request goes through the same steps:
 * authenticate, admit, parse, handle, reply.
 */
export const createMount =
  (router: Router, authenticator: Authenticator) =>
  <P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, T extends z.ZodType>(
    route: Route<P, Q, B, T>,
    handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<z.input<T>> | z.input<T>,
    { admit, bodyParser = express.json({ limit: JSON_BODY_LIMIT, strict: false }) }: MountOptions = {},
  ): void => {
    const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
    router[route.method](path, async (request: Request, response: Response) => {
      const principal =
        route.roles === 'public'
          ? ANONYMOUS
          : await authenticator.require(request.headers.authorization, route.roles);
      await admit?.(principal, request);
      if (route.body) await read(bodyParser, request, response);
      const call = {
        // Absent schemas mean absent input, so the casts below hold.
        params: (route.params ? parseRequest(route.params, request.params, 'path') : {}) as z.output<P>,
        query: (route.query ? parseRequest(route.query, request.query, 'query') : {}) as z.output<Q>,
        body: (route.body
          ? parseRequest(route.body, request.body as unknown, 'body')
          : undefined) as z.output<B>,
        principal,
        request,
        response,
      };
      const reply = await handle(call);
      if (response.headersSent) return;
      if (reply === undefined) response.status(route.status).end();
      else response.status(route.status).json(reply);
    });
  };

export type Mount = ReturnType<typeof createMount>;

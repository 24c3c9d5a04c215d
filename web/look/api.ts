import type { z } from 'zod';
import { problem } from '../../services/contracts/http/problem.ts';
import type { Route } from '../../services/contracts/http/route.ts';
import { localProblem, ProblemError } from './problem-error.ts';
import { sessionStore } from './session-store.ts';

type Part<K extends string, V> = undefined extends V
  ? { readonly [k in K]?: V }
  : Record<never, never> extends V
    ? { readonly [k in K]?: V }
    : { readonly [k in K]: V };

/** What a route needs, by its schemas: parts that may be left out are optional. */
type CallOptions<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> = Part<
  'params',
  z.input<P>
> &
  Part<'query', z.input<Q>> &
  Part<'body', z.input<B>> & {
    readonly headers?: Readonly<Record<string, string>>;
    readonly signal?: AbortSignal | undefined;
  };

interface LooseOptions {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

const addressOf = (path: string, { params = {}, query = {} }: LooseOptions): string => {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `${filled}?${text}` : filled;
};

const send = async (
  method: string,
  path: string,
  options: LooseOptions,
  token: string | undefined,
): Promise<Response> => {
  const headers = new Headers({ accept: 'application/json', ...options.headers });
  if (token) headers.set('authorization', `Bearer ${token}`);
  if (options.body !== undefined) headers.set('content-type', 'application/json');
  try {
    return await fetch(addressOf(path, options), {
      method: method.toUpperCase(),
      headers,
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal: options.signal ?? null,
      cache: 'no-store',
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ProblemError(
      localProblem(
        0,
        'unreachable',
        'No answer',
        'The stand can’t be reached. Check the connection and try again.',
      ),
    );
  }
};

const refusal = async (response: Response): Promise<ProblemError> => {
  const body: unknown = await response.json().catch(() => undefined);
  const parsed = problem.safeParse(body);
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new ProblemError(
    parsed.success
      ? parsed.data
      : localProblem(
          response.status,
          'no-problem',
          'It didn’t work',
          'The service is not well. Try again in a moment.',
        ),
    Number.isFinite(retryAfter) ? retryAfter : undefined,
  );
};

const replyOf = async <T extends z.ZodType>(reply: T, response: Response): Promise<z.output<T>> => {
  const body: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  const parsed = reply.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ProblemError(
    localProblem(
      response.status,
      'unexpected-reply',
      'This page is out of date',
      'The service answers in a way that this page doesn’t know. Reload the page.',
    ),
  );
};

/**
 * Calls a route of the contracts as the person who is signed in; the reply is parsed by the route's schema.
 * A 401 to a request that carried a token signs out.
 * @throws ProblemError for every answer that isn't the route's reply, and for none; an abort is thrown as it is
 */
export const callRoute = async <
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodType,
  T extends z.ZodType,
>(
  route: Route<P, Q, B, T>,
  ...[options]: Record<never, never> extends CallOptions<P, Q, B>
    ? [options?: CallOptions<P, Q, B>]
    : [options: CallOptions<P, Q, B>]
): Promise<z.output<T>> => {
  const token = sessionStore.read()?.token;
  const loose: LooseOptions = options ?? {};
  const response = await send(route.method, route.path, loose, token);
  if (response.ok) return replyOf(route.reply, response);
  const error = await refusal(response);
  if (response.status === 401 && token)
    sessionStore.end(token, 'Your session has ended. Sign in again to go on.');
  throw error;
};

import { problem } from '../../contracts/http/problem.ts';
import { CliError, RetryableError, UsageError } from './cli-error.ts';
import { findToken, type FoundToken } from './find-token.ts';

const DEFAULT_URL = 'http://127.0.0.1:8080';
const TIMEOUT_MS = 60_000;
const MAX_RETRY_AFTER_S = 60;
const BUSY = new Set([429, 502, 503, 504]);

interface Call {
  readonly body?: string;
  readonly contentType?: string;
}

/** A running Relish, reached over HTTP. */
export interface Instance {
  readonly url: string;
  /**
   * @returns the parsed JSON of a success
   * @throws RetryableError if nobody answers or the service is busy, CliError for any other refusal
   */
  call(path: string, call?: Call): Promise<unknown>;
}

const readUrl = (environment: NodeJS.ProcessEnv): URL => {
  const text = environment['RELISH_URL'] ?? DEFAULT_URL;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new UsageError(`RELISH_URL is not an address: ${text}. Write it like ${DEFAULT_URL}.`);
  }
  return new URL(text);
};

const retryAfterMs = (response: Response): number | undefined => {
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  return seconds >= 0 ? Math.min(seconds, MAX_RETRY_AFTER_S) * 1_000 : undefined;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const toError = (url: string, response: Response, text: string, { from }: FoundToken): CliError => {
  const told = problem.safeParse(parseJson(text));
  const detail = told.success ? `${told.data.detail} (${told.data.code})` : `status ${response.status}`;
  if (response.status === 401 || response.status === 403) {
    return new CliError(
      `${url} doesn't accept the token from ${from}: ${detail} ` +
        'Set RELISH_SERVICE_TOKEN to its service token, or RELISH_DATA to the data folder that it runs on.',
    );
  }
  if (BUSY.has(response.status)) {
    return new RetryableError(`${url} is busy: ${detail}`, { retryAfterMs: retryAfterMs(response) });
  }
  return new CliError(`${url} refused: ${detail}`);
};

const send = async (url: string, token: string, path: string, { body, contentType }: Call) => {
  try {
    const response = await fetch(new URL(path, url), {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        ...(contentType !== undefined && { 'content-type': contentType }),
      },
      ...(body !== undefined && { body }),
      // A redirect would send the token on to somewhere else.
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { response, text: await response.text() };
  } catch (cause) {
    throw new RetryableError(
      `Nothing answers at ${url}. Start Relish there (npm start), or set RELISH_URL to where it runs.`,
      { cause },
    );
  }
};

/**
 * Finds the instance that RELISH_URL names, or the local one, and the token for it. Nothing is sent yet.
 * @throws UsageError if RELISH_URL is no address, CliError if there is no token
 */
export const connect = async (environment: NodeJS.ProcessEnv): Promise<Instance> => {
  const base = readUrl(environment);
  const url = base.origin;
  const found = await findToken(base, environment);
  return {
    url,
    async call(path, call = {}) {
      const { response, text } = await send(url, found.token, path, call);
      if (!response.ok) throw toError(url, response, text, found);
      return parseJson(text);
    },
  };
};

/** What an answer says, if it is an answer of Relish. */
export const expectReply = <T>(
  reply: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  value: unknown,
  url: string,
): T => {
  const parsed = reply.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new CliError(`${url} answers, but not like Relish. Is RELISH_URL right, and the version the same?`);
};

import { setTimeout as wait } from 'node:timers/promises';
import { problem, type Problem } from '../../services/contracts/http/problem.ts';
import { type Call, type HttpPool, NoReply } from './http-pool.ts';

/** Of one request, as a client can know it. */
export type Outcome =
  | { readonly is: 'done'; readonly text: string }
  /** It was not carried out. `ended` is the order's status, where that is why. */
  | { readonly is: 'refused'; readonly code: string; readonly ended: unknown }
  /** It may have been carried out: no answer, or one that tells of the server's own trouble. */
  | { readonly is: 'unknown'; readonly code: string; readonly retryAfter: number };

const MOST_ATTEMPTS = 8;
const RETRY_SECONDS = 1;

const problemIn = (text: string): Problem | undefined => {
  try {
    return problem.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};

/** Sends one request once. */
export const attempt = async (pool: HttpPool, call: Call): Promise<Outcome> => {
  try {
    const { status, text, retryAfter } = await pool.send(call);
    if (status >= 200 && status < 300) return { is: 'done', text };
    const found = problemIn(text);
    const code = `${status} ${found?.code ?? 'without a problem'}`;
    if (status < 500) return { is: 'refused', code, ended: found?.facts?.['status'] };
    return { is: 'unknown', code, retryAfter: retryAfter ?? RETRY_SECONDS };
  } catch (error) {
    if (error instanceof NoReply) return { is: 'unknown', code: error.code, retryAfter: RETRY_SECONDS };
    throw error;
  }
};

/**
 * Sends a request until it is known what became of it: the same one, so that nothing is done twice.
 * @param onUnknown hears of each attempt without a clear answer
 */
export const insist = async (
  pool: HttpPool,
  call: Call,
  onUnknown: (code: string) => void,
): Promise<Outcome> => {
  for (let attempts = 1; ; attempts++) {
    const outcome = await attempt(pool, call);
    if (outcome.is !== 'unknown') return outcome;
    onUnknown(outcome.code);
    if (attempts === MOST_ATTEMPTS) return outcome;
    await wait(outcome.retryAfter * 1_000);
  }
};

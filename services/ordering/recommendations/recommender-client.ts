import { type Answer, getRecommendations, type Question } from '../../contracts/http/answers.ts';
import { type Problem, problem } from '../../contracts/http/problem.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import { AppError } from '../../platform/http/app-error.ts';

/** The recommender waits up to 2 s for `minPosition`; all of it, a second attempt included, has this long. */
const PATIENCE_MS = 2_500;
/** The longest list is about 50 kB. */
const MAX_BYTES = 1_000_000;

/** The recommender's answer, wherever it runs; waits until its fold has reached `minPosition`. */
export type Recommend = (question: Question, minPosition?: Position) => Promise<Answer>;

interface Reply {
  readonly response: Response;
  readonly body: unknown;
}

const away = (cause: unknown): AppError =>
  new AppError(
    503,
    'recommender-away',
    'There are no recommendations right now. Orders go on: ask for the list again in a moment.',
    { headers: { 'Retry-After': '2' }, cause },
  );

/** @throws Error if it is too long, SyntaxError if it is no JSON */
const readJson = async ({ body }: Response): Promise<unknown> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new Error(`the recommender's reply is longer than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString());
};

/** What a wait for `minPosition` came to, or a recommender that is starting or stopping: it says best what to do. */
const passOn = ({ status, code, detail, facts }: Problem, { headers }: Response): AppError => {
  const retryAfter = headers.get('retry-after');
  return new AppError(status, code, detail, {
    ...(facts && { facts }),
    headers: { 'Retry-After': retryAfter !== null && /^\d{1,4}$/.test(retryAfter) ? retryAfter : '1' },
  });
};

const toAnswer = ({ response, body }: Reply): Answer => {
  if (response.ok) return getRecommendations.reply.parse(body);
  const told = problem.safeParse(body);
  if (told.success && response.status === 503 && told.data.status === 503) throw passOn(told.data, response);
  // A token that isn't agreed upon, a version that doesn't fit: nothing that who asks for a list can change.
  throw new Error(`the recommender refused with ${response.status} ${told.data?.code ?? ''}`);
};

/** Fetch says so of a connection that was refused or lost, in the middle of a reply too; a time that is up is another. */
const isOfConnection = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'name' in error && error.name === 'TypeError';

const targetOf = (url: string, question: Question, minPosition: Position | undefined): URL => {
  if (question.kind !== 'recommendations') throw new Error(`ordering has no use for ${question.kind}`);
  const target = new URL(getRecommendations.path, url);
  target.searchParams.set('accountId', question.accountId);
  target.searchParams.set('limit', String(question.limit));
  if (question.only) target.searchParams.set('only', question.only);
  if (minPosition !== undefined) target.searchParams.set('minPosition', minPosition);
  return target;
};

interface RecommenderAddress {
  readonly url: string;
  /** The service token, which both services know. */
  readonly token: string;
  /** For tests. */
  readonly patienceMs?: number;
}

/**
 * Asks a recommender that is a process of its own, over connections that are kept. One that is lost is tried once more:
 * the replica that held it may have just stopped, and a question can be asked twice.
 * The result throws AppError 503: what the recommender said, or `recommender-away`.
 */
export const createRecommenderClient = ({
  url,
  token,
  patienceMs = PATIENCE_MS,
}: RecommenderAddress): Recommend => {
  const ask = async (target: URL, signal: AbortSignal): Promise<Reply> => {
    const response = await fetch(target, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      // A redirect would take the token somewhere else.
      redirect: 'error',
      signal,
    });
    return { response, body: await readJson(response) };
  };
  const askTwice = (target: URL, signal: AbortSignal): Promise<Reply> =>
    ask(target, signal).catch((error: unknown) => {
      if (isOfConnection(error)) return ask(target, signal);
      throw error;
    });

  return async (question, minPosition) => {
    const target = targetOf(url, question, minPosition);
    try {
      return toAnswer(await askTwice(target, AbortSignal.timeout(patienceMs)));
    } catch (error) {
      throw error instanceof AppError ? error : away(error);
    }
  };
};

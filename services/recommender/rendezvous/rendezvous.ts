import { setImmediate } from 'node:timers';
import type { Answer, ModelName, ServedBy } from '../../contracts/http/answers.ts';
import type { Settled } from '../../contracts/http/rendezvous.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { computeAnswer, identityOf, rankFor } from '../answers/compute-answer.ts';
import type { FlaggedModel } from '../answers/flagged-model.ts';
import { isTrusted, type TrustedName } from '../models/models.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { apartAnswerOf, type AskedAs } from './apart-answer.ts';
import { type ApartHandle, type ApartRequest, Silence } from './apart-handle.ts';
import { checkedItems } from './checked-items.ts';
import { DefaultLists } from './default-lists.ts';
import type { LiveModels } from './live-models.ts';
import { Meeting, type Said, type Seat } from './meeting.ts';
import { type ListQuestion, modelRequestOf, recordedRequestOf } from './model-request.ts';
import type { PastModels } from './past-models.ts';
import { baselineFor, roleOf, SAFETY_NET } from './role-of.ts';
import { frameOf } from './shop-frame.ts';

/** So many requests may wait for models at once; beyond, challengers aren't asked. */
const MAX_WAITING = 64;

interface RendezvousDeps {
  readonly live: LiveModels;
  /** Without it models answer to past questions while they are live. */
  readonly past?: PastModels | undefined;
  /** Milliseconds, of a clock that doesn't jump. */
  readonly now: () => number;
  /** Whether this thread is too busy to compare. */
  readonly isPressed: () => boolean;
  readonly onSettled: (settled: Settled) => void;
}

interface Asking extends AskedAs, ApartRequest {
  readonly state: RecommenderState;
  readonly question: ListQuestion;
  /** Of the state, when it was asked. */
  readonly edition: number;
}

const askingOf = (
  state: RecommenderState,
  question: ListQuestion,
  requestId: string,
  variant: string | undefined,
): Asking => {
  const frame = frameOf(state);
  const request = modelRequestOf(state, question, frame.soldOut, requestId, variant);
  const { policy, edition } = state;
  const numberOf = (itemId: string) => state.items.find(itemId);
  return { state, question, edition, request, frame, policy, numberOf, text: JSON.stringify(request) };
};

const problemIn = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Items that came later than the question are unknown to it. */
const isKnownTo =
  ({ numberOf, frame }: Asking) =>
  (itemId: string): boolean =>
    (numberOf(itemId) ?? Infinity) < frame.items;

const saidApart = (reply: unknown, { model, runs, certify }: ApartHandle, asking: Asking): Said => {
  const { items, isWhole } = checkedItems(reply, asking.request, isKnownTo(asking));
  // A certificate is measured against the first item outside of the list.
  const list = { items, model, runs, certify: isWhole ? certify : undefined };
  return { items, toAnswer: (servedBy) => apartAnswerOf(list, asking, servedBy) };
};

const saidHere = (name: TrustedName, { state, question, request }: Asking): Said => {
  const answer = computeAnswer(state, name, question, request.requestId);
  return { items: answer.items, toAnswer: (servedBy) => ({ ...answer, servedBy }) };
};

/** Only to be compared: without certificates. */
const comparedHere = (name: TrustedName, { state, question }: Asking): Said => {
  const { places } = rankFor(state, name, question);
  const items = places.slice(0, question.limit);
  return {
    items: items.map(({ item, score }) => ({ itemId: state.items.nameOf(item), score })),
    toAnswer: () => {
      throw new Error('what is only compared never goes out');
    },
  };
};

const notLive = (name: ModelName, digest: string | undefined): AppError => {
  const which = digest === undefined ? `The model ${name}` : `The artifact ${digest} of ${name}`;
  const detail = `${which} is not live here: make it live again, then ask again.`;
  return new AppError(409, 'artifact-not-live', detail);
};

const answerAgain = async (handle: ApartHandle, asking: Asking, servedBy: ServedBy): Promise<Answer> => {
  const { name, digest } = handle.model;
  const reply = handle.ask(asking);
  if (!reply) throw notLive(name, digest);
  try {
    return saidApart(await reply, handle, asking).toAnswer(servedBy);
  } catch (cause) {
    throw new AppError(502, 'model-failed', `The model ${name} has no answer: ${problemIn(cause)}.`, {
      cause,
    });
  }
};

/**
 * Asks every live model at once, with exactly the same input, and answers by the ladder with the best answer that came.
 * Models that are made from the votes answer in this thread; all others run apart. The preferred's answer goes out
 * before anything is computed only to be compared. Whatever was said, late or not, is told when all are heard.
 */
export class Rendezvous {
  readonly #deps: RendezvousDeps;
  readonly #defaults = new DefaultLists();
  #waiting = 0;

  constructor(deps: RendezvousDeps) {
    this.#deps = deps;
  }

  /** All that depends on the state is read before this returns. @throws AppError 503 where not even a default is there */
  ask(
    state: RecommenderState,
    question: ListQuestion,
    { model: preferred, variant }: FlaggedModel,
    requestId: string,
  ): Answer | Promise<Answer> {
    const asking = askingOf(state, question, requestId, variant);
    const meeting = this.#meet(asking);
    const isPressed = this.#waiting >= MAX_WAITING || this.#deps.isPressed();
    this.#askApart(meeting, asking, preferred, isPressed);
    const baseline = baselineFor(preferred);
    const trusted = [...new Set<ModelName>([preferred, baseline, SAFETY_NET])].filter(isTrusted);
    const seats = trusted.map((name) => ({
      name,
      seat: meeting.seat(identityOf(name, asking.frame.policy), roleOf(name, preferred)),
    }));
    for (const [index, { name, seat }] of seats.entries()) {
      this.#compute(meeting, seat, () => saidHere(name, asking));
      const answer = meeting.choose();
      if (!answer) continue;
      this.#compareLater(meeting, seats.slice(index + 1), asking, isPressed);
      return answer;
    }
    this.#prepareDefault(asking);
    return this.#wait(meeting, asking);
  }

  /**
   * What a model that runs apart answers to a past question, however long it takes.
   * @param state as of the question
   * @param digest of the artifact that answered then, live or not; without it whichever is live
   * @throws AppError 409 `artifact-not-live` or `artifact-gone`, 422 if the artifact isn't believed, 502 `model-failed`,
   *   503 `too-many-replays`
   */
  async again(
    state: RecommenderState,
    question: ListQuestion,
    { model: name, variant }: FlaggedModel,
    { requestId, servedBy, digest }: { requestId: string; servedBy: ServedBy; digest?: string },
  ): Promise<Answer> {
    const { live, past } = this.#deps;
    const asking = askingOf(state, question, requestId, variant);
    const answer = (handle: ApartHandle) => answerAgain(handle, asking, servedBy);
    const handle = live.find(name);
    if (handle && (digest === undefined || handle.model.digest === digest)) return answer(handle);
    const trained = state.trained.all.find((one) => one.name === name && one.artifact === digest);
    if (!trained || !past) throw notLive(name, digest);
    return past.with(trained, answer);
  }

  #meet({ request }: Asking): Meeting {
    const { now, onSettled } = this.#deps;
    return new Meeting({
      now,
      limit: request.limit,
      onSettled: (servedBy, answers) => {
        const { requestId, position } = request;
        onSettled({
          requestId,
          position,
          servedBy,
          request: recordedRequestOf(request),
          answers: [...answers],
        });
      },
    });
  }

  #askApart(meeting: Meeting, asking: Asking, preferred: FlaggedModel['model'], isPressed: boolean): void {
    for (const handle of this.#deps.live.all()) {
      const role = roleOf(handle.model.name, preferred);
      const seat = meeting.seat(handle.model, role);
      const reply = isPressed && role === 'challenger' ? undefined : handle.ask(asking);
      if (reply) {
        void this.#hear(meeting, seat, reply, (said) => saidApart(said, handle, asking));
        continue;
      }
      const { is } = handle.health;
      meeting.miss(
        seat,
        'skipped',
        isPressed ? 'too much to do here' : is === 'live' ? 'it has enough to do' : is,
      );
    }
  }

  async #hear(
    meeting: Meeting,
    seat: Seat,
    reply: Promise<unknown>,
    toSaid: (reply: unknown) => Said,
  ): Promise<void> {
    try {
      meeting.hear(seat, toSaid(await reply));
    } catch (error) {
      meeting.miss(seat, error instanceof Silence ? 'silent' : 'failed', problemIn(error));
    }
  }

  /** In this thread, now. */
  #compute(meeting: Meeting, seat: Seat, toSaid: () => Said): void {
    const start = this.#deps.now();
    try {
      const said = toSaid();
      meeting.hear(seat, said, Math.round((this.#deps.now() - start) * 1_000));
    } catch (error) {
      meeting.miss(seat, 'failed', problemIn(error));
    }
  }

  /** When the answer is on its way, one a turn, and only while the state says the same: all have the same input. */
  #compareLater(
    meeting: Meeting,
    seats: readonly { readonly name: TrustedName; readonly seat: Seat }[],
    asking: Asking,
    isPressed: boolean,
  ): void {
    const [first, ...rest] = seats;
    if (!first) {
      if (!isPressed) this.#prepareDefault(asking);
      return;
    }
    if (isPressed) {
      for (const { seat } of seats) meeting.miss(seat, 'skipped', 'too much to do here');
      return;
    }
    setImmediate(() => {
      if (asking.state.edition === asking.edition) {
        this.#compute(meeting, first.seat, () => comparedHere(first.name, asking));
      } else meeting.miss(first.seat, 'skipped', 'the shop had moved on');
      this.#compareLater(meeting, rest, asking, false);
    });
  }

  async #wait(meeting: Meeting, { request }: Asking): Promise<Answer> {
    this.#waiting++;
    const taken = await meeting.wait().finally(() => this.#waiting--);
    const answer = taken ?? this.#defaults.take(request.limit, request.requestId);
    if (answer) return answer;
    throw new AppError(503, 'no-list', 'No model has an answer: ask again in a moment.', {
      headers: { 'Retry-After': '1' },
    });
  }

  #prepareDefault({ state, request }: Asking): void {
    try {
      this.#defaults.prepare(state, request.limit, this.#deps.now());
    } catch {
      // The models say so themselves, and the last list is still there.
    }
  }
}

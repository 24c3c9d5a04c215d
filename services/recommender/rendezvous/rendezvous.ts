import { setImmediate, setTimeout } from 'node:timers';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer, ModelName, ServedBy } from '../../contracts/http/answers.ts';
import type { ExperimentFault } from '../../contracts/http/experiments.ts';
import type { Settled } from '../../contracts/http/rendezvous.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { identityOf } from '../answers/compute-answer.ts';
import type { FlaggedModel } from '../answers/flagged-model.ts';
import { isTrusted, type TrustedName } from '../models/models.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { type ApartHandle, Silence } from './apart-handle.ts';
import { type Asking, askingOf, comparedHere, type Said, saidApart, saidHere } from './asking.ts';
import { askedOf, delayOf, type Disturbance } from './disturbance.ts';
import { DefaultLists } from './default-lists.ts';
import { LADDER } from './ladder.ts';
import type { LiveModels } from './live-models.ts';
import { Meeting, type Seat } from './meeting.ts';
import { type ListQuestion, recordedRequestOf } from './model-request.ts';
import type { PastModels } from './past-models.ts';
import { baselineFor, roleOf, SAFETY_NET } from './role-of.ts';

/** So many requests may wait for models at once; beyond, challengers aren't asked. */
const MAX_WAITING = 64;
const TOO_MUCH = 'too much to do here';

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

interface Asked extends Asking {
  readonly fault?: ExperimentFault;
}

/** Who answered then, and what was done to it. */
interface Past {
  readonly requestId: string;
  readonly servedBy: ServedBy;
  /** Of the artifact; without it whichever is live. */
  readonly digest?: string;
  readonly fault?: ExperimentFault;
}

interface TrustedSeat {
  readonly name: TrustedName;
  readonly seat: Seat;
}
type ToSaid = (name: TrustedName, asking: Asking) => Said;

const late = async (reply: Promise<unknown>, milliseconds: number): Promise<unknown> => {
  const said = await reply;
  if (milliseconds > 0) await wait(milliseconds, undefined, { ref: false });
  return said;
};

const problemIn = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const notLive = (name: ModelName, digest: string | undefined): AppError => {
  const which = digest === undefined ? `The model ${name}` : `The artifact ${digest} of ${name}`;
  const detail = `${which} is not live here: make it live again, then ask again.`;
  return new AppError(409, 'artifact-not-live', detail);
};

const busy = (name: ModelName): AppError =>
  new AppError(503, 'model-busy', `The model ${name} has enough to do: ask again in a moment.`, {
    headers: { 'Retry-After': '1' },
  });

const answerAgain = async (
  handle: ApartHandle,
  asking: Asking,
  { servedBy, fault }: Pick<Past, 'servedBy' | 'fault'>,
): Promise<Answer> => {
  const { name, digest } = handle.model;
  const reply = handle.ask(askedOf(name, asking, fault));
  if (!reply) throw handle.health.is === 'live' ? busy(name) : notLive(name, digest);
  try {
    return saidApart(await reply, handle, asking).toAnswer(servedBy);
  } catch (cause) {
    throw new AppError(502, 'model-failed', `The model ${name} has no answer: ${problemIn(cause)}.`, {
      cause,
    });
  }
};

const whySkipped = ({ health: { is } }: ApartHandle): string => (is === 'live' ? 'it has enough to do' : is);

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

  /**
   * All that depends on the state is read before this returns.
   * @param disturbance what a chaos experiment does to one model at this request
   * @throws AppError 503 where not even a default is there
   */
  ask(
    state: RecommenderState,
    question: ListQuestion,
    { model: preferred, variant }: FlaggedModel,
    requestId: string,
    disturbance?: Disturbance,
  ): Answer | Promise<Answer> {
    const fault = disturbance?.fault;
    const asking: Asked = { ...askingOf(state, question, requestId, variant), ...(fault && { fault }) };
    const meeting = this.#meet(asking, disturbance?.experimentId);
    const isPressed = this.#waiting >= MAX_WAITING || this.#deps.isPressed();
    this.#askApart(meeting, asking, preferred, isPressed);
    const baseline = baselineFor(preferred);
    const trusted = [...new Set<ModelName>([preferred, baseline, SAFETY_NET])].filter(isTrusted);
    const seats = trusted.map((name) => ({
      name,
      seat: meeting.seat(identityOf(name, asking.frame.policy), roleOf(name, preferred)),
    }));
    for (const [index, seat] of seats.entries()) {
      this.#compute(meeting, seat, asking, saidHere);
      const answer = meeting.choose();
      if (!answer) continue;
      this.#compareLater(meeting, seats.slice(index + 1), asking, isPressed);
      return answer;
    }
    return this.#wait(meeting, this.#defaultFor(asking));
  }

  /**
   * What a model that runs apart answers to a past question, however long it takes.
   * @param state as of the question
   * @param digest of the artifact that answered then, live or not; without it whichever is live
   * @throws AppError 409 `artifact-not-live` or `artifact-gone`, 422 if the artifact isn't believed, 502 `model-failed`,
   *   503 `too-many-replays`, `model-busy`
   */
  async again(
    state: RecommenderState,
    question: ListQuestion,
    { model: name, variant }: FlaggedModel,
    { requestId, servedBy, digest, fault }: Past,
  ): Promise<Answer> {
    const { live, past } = this.#deps;
    const asking = askingOf(state, question, requestId, variant);
    const answer = (handle: ApartHandle) =>
      answerAgain(handle, asking, { servedBy, ...(fault && { fault }) });
    const handle = live.find(name);
    if (handle && (digest === undefined || handle.model.digest === digest)) return answer(handle);
    const trained = state.trained.find(name, digest);
    if (!trained || !past) throw notLive(name, digest);
    return past.with(trained, answer);
  }

  #meet({ request }: Asking, experiment: string | undefined): Meeting {
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
          ...(experiment !== undefined && { experiment }),
          request: recordedRequestOf(request),
          answers: [...answers],
        });
      },
    });
  }

  #askApart(meeting: Meeting, asking: Asked, preferred: FlaggedModel['model'], isPressed: boolean): void {
    for (const handle of this.#deps.live.all()) {
      const role = roleOf(handle.model.name, preferred);
      const seat = meeting.seat(handle.model, role);
      if (isPressed && role === 'challenger') {
        meeting.miss(seat, 'skipped', TOO_MUCH);
        continue;
      }
      const { name } = handle.model;
      // Behind an answer that is late nothing comes in time: for a model that hangs the first few lists wait, and no more.
      const isLate = handle.waiting > LADDER.last;
      const reply = isLate ? undefined : handle.ask(askedOf(name, asking, asking.fault));
      if (reply)
        void this.#hear(meeting, seat, late(reply, delayOf(name, asking.fault)), (said) =>
          saidApart(said, handle, asking),
        );
      else meeting.miss(seat, 'skipped', whySkipped(handle));
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

  /** In this thread, now; heard later where an experiment delays it. */
  #compute(meeting: Meeting, { name, seat }: TrustedSeat, asking: Asked, toSaid: ToSaid): void {
    const start = this.#deps.now();
    const delay = delayOf(name, asking.fault);
    try {
      const said = toSaid(name, askedOf(name, asking, asking.fault));
      if (delay > 0) setTimeout(() => meeting.hear(seat, said), delay).unref();
      else meeting.hear(seat, said, Math.round((this.#deps.now() - start) * 1_000));
    } catch (error) {
      meeting.miss(seat, 'failed', problemIn(error));
    }
  }

  /** When the answer is on its way, one a turn, and only while the state says the same: all have the same input. */
  #compareLater(meeting: Meeting, seats: readonly TrustedSeat[], asking: Asked, isPressed: boolean): void {
    const [first, ...rest] = seats;
    if (!first) {
      if (!isPressed) this.#defaultFor(asking);
      return;
    }
    if (isPressed) {
      for (const { seat } of seats) meeting.miss(seat, 'skipped', TOO_MUCH);
      return;
    }
    setImmediate(() => {
      if (asking.state.edition === asking.edition) {
        this.#compute(meeting, first, asking, comparedHere);
      } else meeting.miss(first.seat, 'skipped', 'the shop had moved on');
      this.#compareLater(meeting, rest, asking, false);
    });
  }

  async #wait(meeting: Meeting, byDefault: Answer | undefined): Promise<Answer> {
    this.#waiting++;
    const answer = (await meeting.wait().finally(() => this.#waiting--)) ?? byDefault;
    if (answer) return answer;
    throw new AppError(503, 'no-list', 'No model has an answer: ask again in a moment.', {
      headers: { 'Retry-After': '1' },
    });
  }

  #defaultFor({ state, request: { limit, requestId } }: Asking): Answer | undefined {
    const list = this.#defaults.listOf(state, limit, this.#deps.now());
    return list && { ...list, requestId };
  }
}

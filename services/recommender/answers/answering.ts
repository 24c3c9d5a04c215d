import type { Answer, ModelName, Question, reproduceAnswer, ServedBy } from '../../contracts/http/answers.ts';
import { modelName } from '../../contracts/http/answers.ts';
import type { ReplyOf } from '../../contracts/http/route.ts';
import type { EventLog, Position } from '../../platform/event-log/event-log.ts';
import { MODEL_FLAG } from '../../platform/flags/default-flags.ts';
import type { Flags } from '../../platform/flags/flag-client.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { Follower } from '../replay/follower.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import type { Replays } from '../replay/replays.ts';
import type { AnswerWatch } from '../budgets/answer-watch.ts';
import type { Disturber, Touch } from '../experiments/disturber.ts';
import { isTrusted } from '../models/models.ts';
import { defaultListOf } from '../rendezvous/default-lists.ts';
import { putTo } from '../rendezvous/disturbance.ts';
import type { Rendezvous } from '../rendezvous/rendezvous.ts';
import { computeAnswer } from './compute-answer.ts';
import { differencesOf } from './differences-of.ts';
import type { ExposureRecorder } from './exposure-recorder.ts';
import { findExposure, requestIdAt } from './exposures.ts';
import type { FlaggedModel } from './flagged-model.ts';
import { Turns } from './turns.ts';

/** How long `minPosition` waits for the fold, in milliseconds. */
const PATIENCE = 2_000;
/** What answers when the flag is off: the simplest bounded model. */
const SAFE_MODEL: ModelName = 'popular';

export interface When {
  readonly minPosition?: Position | undefined;
  readonly asOf?: Position | undefined;
}

/** What an answer says of the log's engine, and of what was disturbed, at its time: nothing that the log could tell again. */
const circumstancesOf = ({ staleSince, recorded, experiment }: Answer): Partial<Answer> => ({
  ...(experiment !== undefined && { experiment }),
  ...(staleSince !== undefined && { staleSince }),
  ...(recorded !== undefined && { recorded }),
});

/** An answer that says what was done to it. */
const disturbed = async (
  asked: Answer | Promise<Answer>,
  { experimentId, since }: Touch,
): Promise<Answer> => ({
  ...(await asked),
  experiment: experimentId,
  ...(since !== undefined && { staleSince: since }),
});

interface AnsweringDeps {
  readonly log: EventLog;
  readonly state: RecommenderState;
  readonly follower: Follower;
  readonly replays: Replays;
  readonly flags: Flags;
  readonly rendezvous: Pick<Rendezvous, 'ask' | 'again'>;
  readonly recorder: ExposureRecorder;
  readonly newId: () => string;
  /** Counts answers for the error budgets. */
  readonly watch?: AnswerWatch;
  /** Says whose list an experiment touches; without it nobody's. */
  readonly disturber?: Pick<Disturber, 'touch'>;
}

/** Computes an answer from a state and the model that the flags give. */
type Compute = (
  state: RecommenderState,
  flagged: FlaggedModel,
  requestId: string,
) => Answer | Promise<Answer>;

/**
 * The one way to an answer: waits for the position, chooses the model by flag, lets the rendezvous ask it and the others,
 * and writes down what went out. What is past is computed again by who answered then.
 */
export class Answering {
  readonly #deps: AnsweringDeps;
  readonly #turns = new Turns();

  constructor(deps: AnsweringDeps) {
    this.#deps = deps;
  }

  /** @throws AppError 503 `position-not-reached`, 422 `unknown-position` */
  async answer(question: Question, when: When = {}): Promise<Answer> {
    const state = await this.stateFor(when);
    const answered = () => this.#answerFrom(state, question, when.asOf);
    // Whoever asks about the past has more patience than the budgets; so has who waits for a position, until it is there.
    const { watch } = this.#deps;
    return watch && when.asOf === undefined ? watch.watch(question, answered) : answered();
  }

  /** The live state once it has reached `minPosition`, or that of `asOf`. */
  async stateFor({ minPosition, asOf }: When): Promise<RecommenderState> {
    const { follower, state, replays } = this.#deps;
    if (minPosition !== undefined && !(await follower.reached(minPosition, PATIENCE))) {
      throw new AppError(503, 'position-not-reached', `The fold is at ${state.position}: try again soon.`, {
        headers: { 'Retry-After': '1' },
        facts: { position: state.position },
      });
    }
    return asOf === undefined || asOf === state.position ? state : replays.at(asOf);
  }

  /**
   * What would go out now to whoever asks this, by the model that the flags give; the default list where that can't be
   * asked. Nothing is written down, nobody gets it.
   */
  async preview(question: Question): Promise<Answer> {
    const { state } = this.#deps;
    try {
      return await this.#compute(state, question, () => 'preview', this.#again(question));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return defaultListOf(state, question.limit, 'preview');
    }
  }

  /** What a model would answer, whatever the flags say. Nothing is written down. @throws AppError 409 `artifact-not-live` */
  async previewBy(model: ModelName, question: Question): Promise<Answer> {
    const asked = question.kind === 'recommendations' ? model : question.kind;
    return this.#again(question)(this.#deps.state, { model: asked }, 'preview');
  }

  /** What went out under an id. @throws AppError 404 */
  async recorded(requestId: string): Promise<{ question: Question; answer: Answer; time: string }> {
    const { log, recorder } = this.#deps;
    const exposure = recorder.find(requestId) ?? (await findExposure(log, requestId));
    if (!exposure) throw new AppError(404, 'no-such-answer', 'No answer went out under this request id.');
    return { question: exposure.data.question, answer: exposure.data.answer, time: exposure.time };
  }

  /** Computes a past answer again, from the log as it was. @throws AppError 404, 409 `artifact-not-live` */
  async reproduce(requestId: string): Promise<ReplyOf<typeof reproduceAnswer>> {
    const { question, answer } = await this.recorded(requestId);
    const state = await this.#deps.replays.at(answer.position);
    const compute = this.#again(question, answer);
    const again = {
      ...(await this.#compute(state, question, () => requestId, compute)),
      ...circumstancesOf(answer),
    };
    const differences = [...differencesOf(answer, again)];
    return differences.length === 0
      ? { ...again, identical: true }
      : { ...again, identical: false, differences };
  }

  async #answerFrom(
    state: RecommenderState,
    question: Question,
    asOf: Position | undefined,
  ): Promise<Answer> {
    const { log, newId, recorder } = this.#deps;
    const began = performance.now();
    const newRequestId = () => requestIdAt(log.head(), newId());
    await this.#turns.next();
    const answer = await this.#computeAt(state, question, newRequestId, asOf);
    // Whoever asks about the past is in no hurry.
    return recorder.record(question, answer, asOf === undefined ? began : undefined);
  }

  /** The live state may have moved on while the flags were looked up: then the past is folded again. */
  async #computeAt(
    state: RecommenderState,
    question: Question,
    newRequestId: () => string,
    asOf: Position | undefined,
  ): Promise<Answer> {
    if (asOf === undefined) return this.#compute(state, question, newRequestId, this.#now(question));
    const again = this.#again(question);
    const answer = await this.#compute(state, question, newRequestId, again);
    if (answer.position === asOf) return answer;
    return this.#compute(await this.#deps.replays.at(asOf), question, newRequestId, again);
  }

  /**
   * Computes by the model that the flags give. Nothing is awaited between the last look at the flags and what the answer
   * is made from, nor between the id, which names the head of the log, and that: what is recorded can be found and
   * repeated.
   */
  async #compute(
    state: RecommenderState,
    question: Question,
    requestId: () => string,
    compute: Compute,
  ): Promise<Answer> {
    const { definition } = state.flags;
    const flagged = await this.modelFor(state, question);
    if (definition !== state.flags.definition) return this.#compute(state, question, requestId, compute);
    const { variant } = flagged;
    const answer = await compute(state, flagged, requestId());
    return variant === undefined ? answer : { variant, ...answer };
  }

  /** Who asks for a list has all models asked; items and the whole shop have one each. */
  #now(question: Question): Compute {
    return (state, flagged, requestId) => {
      if (question.kind !== 'recommendations')
        return computeAnswer(state, question.kind, question, requestId);
      const { rendezvous, disturber } = this.#deps;
      const touch = disturber?.touch(question.accountId);
      return touch
        ? disturbed(rendezvous.ask(touch.past ?? state, question, flagged, requestId, touch), touch)
        : rendezvous.ask(state, question, flagged, requestId);
    };
  }

  /** By who made it then: the flag's model, or who stood in for it. */
  #again(question: Question, recorded?: Answer): Compute {
    const servedBy: ServedBy = recorded?.servedBy ?? 'preferred';
    return async (state, flagged, requestId) => {
      if (servedBy === 'default') return defaultListOf(state, question.limit, requestId);
      const name = recorded && servedBy !== 'preferred' ? recorded.model.name : flagged.model;
      const fault = state.experiments.find(recorded?.experiment ?? '')?.document.fault;
      if (isTrusted(name))
        return { ...computeAnswer(state, name, putTo(name, question, fault), requestId), servedBy };
      if (question.kind !== 'recommendations') throw new Error(`${name} answers for accounts alone`);
      const { variant } = flagged;
      const asked = { model: name, ...(variant !== undefined && { variant }) };
      const digest = recorded?.model.digest ?? this.#newestThen(state, name);
      const past = {
        ...{ requestId, servedBy },
        ...(digest !== undefined && { digest }),
        ...(fault && { fault }),
      };
      return this.#deps.rendezvous.again(state, question, asked, past);
    };
  }

  /** The digest of the artifact that was the newest in the past; of what isn't trained here, and now, whichever is live. */
  #newestThen(state: RecommenderState, name: ModelName): string | undefined {
    if (state === this.#deps.state) return undefined;
    return state.trained.all.find((trained) => trained.name === name)?.artifact;
  }

  /** The model that the flags of this state give. */
  async modelFor(state: RecommenderState, question: Question): Promise<FlaggedModel> {
    if (question.kind !== 'recommendations') return { model: question.kind };
    const { value, variant } = await this.#deps.flags.stringFor(
      state.flags.definition,
      MODEL_FLAG,
      question.accountId,
      SAFE_MODEL,
    );
    const name = modelName.safeParse(value);
    return { model: name.success ? name.data : SAFE_MODEL, ...(variant !== undefined && { variant }) };
  }
}

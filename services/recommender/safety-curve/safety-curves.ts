import type { Logger } from 'pino';
import type { SafetyPoint, SafetyResult, SafetyRun } from '../../contracts/http/safety-curve.ts';
import type { EventLog, Position } from '../../platform/event-log/event-log.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { hashSample } from '../policies/hash-sample.ts';
import { foldUpTo } from '../replay/fold-up-to.ts';
import { inTurns } from '../replay/in-turns.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { dateOfDay } from '../votes/event-time.ts';
import { type HoldOut, holdOutOf, takenFrom } from './hold-out.ts';
import { logBefore } from './log-before.ts';
import { choicesBeside, LIST_LIMIT, measurePoints, type Wanted } from './measure-points.ts';

/** Accounts that are measured, at most. */
const SAMPLE = 200;
/** Below this many a mean over them says more about chance than about the policy. */
const LEAST_RETURNED = 20;
const LEAST_ORDERS = 100;

type Lacks = Extract<SafetyResult, { outcome: 'too-small' }>['lacks'];
type Stage = Extract<SafetyRun, { state: 'running' }>['stage'];

interface SafetyCurvesDeps {
  readonly log: Pick<EventLog, 'read' | 'head'>;
  /** An empty state, with nothing on it but the initial policy and flags. */
  readonly makeState: () => RecommenderState;
  readonly logger: Logger;
}

const internal = (): AppError =>
  new AppError(500, 'internal', 'Something went wrong here. It has been logged: start the measuring again.');

const lacksOf = (heldOut: HoldOut | undefined): Lacks => [
  { what: 'orders', has: heldOut ? heldOut.before + heldOut.after : 0, needs: LEAST_ORDERS },
  { what: 'returned', has: heldOut?.returned.length ?? 0, needs: LEAST_RETURNED },
];

/** Too few established accounts at the cut: the shop was new, newcomers counted in full and nothing was promised. */
const lackOfEstablished = ({ tally, policy }: RecommenderState): Lacks[number] => ({
  what: 'established',
  has: tally.risenCount,
  needs: policy.standing.minimumEstablished,
});

const missing = (lacks: Lacks): Lacks => lacks.filter(({ has, needs }) => has < needs);

/**
 * Measures accuracy against safety on the shop's own log: folds it up to a cut, and compares lists made there with
 * what was taken home afterwards, for a grid of clips and powers. On states of its own: what answers is not touched,
 * and nothing goes to the log. One run at a time, in slices. The same position gives the same figures.
 */
export class SafetyCurves implements AsyncDisposable {
  readonly #deps: SafetyCurvesDeps;
  readonly #stop = new AbortController();
  #run: SafetyRun | undefined;
  #result: SafetyResult | undefined;
  #working: Promise<void> = Promise.resolve();

  constructor(deps: SafetyCurvesDeps) {
    this.#deps = deps;
  }

  /** What is under way or came last, and the last result. */
  get progress(): { readonly run?: SafetyRun; readonly result?: SafetyResult } {
    return { ...(this.#run && { run: this.#run }), ...(this.#result && { result: this.#result }) };
  }

  /** Starts a run up to the head of the log, or joins the one that is under way or has been there. */
  start(): void {
    if (this.#run?.state === 'running') return;
    const position = this.#deps.log.head();
    if (this.#run?.state === 'done' && this.#run.position === position) return;
    this.#say('folding', position, 0, Number(position));
    this.#working = this.#work(position);
  }

  /** Gives up what runs. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#working;
  }

  #say(stage: Stage, position: Position, done: number, total: number): void {
    this.#run = { state: 'running', stage, position, done, total };
  }

  async #work(position: Position): Promise<void> {
    try {
      this.#result = await this.#measure(position);
      this.#run = { state: 'done', position };
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#deps.logger.error({ err: error }, 'measuring the curve failed');
      this.#run = { state: 'failed', position, problem: internal().toProblem() };
    }
  }

  async #fold(stage: Stage, log: Pick<EventLog, 'read'>, position: Position): Promise<RecommenderState> {
    const state = this.#deps.makeState();
    const total = Number(position);
    this.#say(stage, position, 0, total);
    await foldUpTo(log, state, position, {
      onProgress: (reached) => this.#say(stage, position, Number(reached), total),
      stop: this.#stop.signal,
    });
    return state;
  }

  async #measure(position: Position): Promise<SafetyResult> {
    const { log } = this.#deps;
    const { signal } = this.#stop;
    const whole = await this.#fold('folding', log, position);
    const made = { position, policy: whole.policyDigest };
    const heldOut = await inTurns(holdOutOf(whole), signal);
    const lacks = missing(lacksOf(heldOut));
    if (!heldOut || lacks.length > 0) return { outcome: 'too-small', ...made, lacks };
    const { cut, before, after, returned } = heldOut;
    const sample = await inTurns(hashSample(returned, `${made.policy}\t${position}`, SAMPLE), signal);
    const wanted = takenFrom(whole, sample, cut);
    const atCut = await this.#fold('cutting', logBefore(log, cut), position);
    atCut.recount();
    const young = missing([lackOfEstablished(atCut)]);
    if (young.length > 0) return { outcome: 'too-small', ...made, lacks: young };
    const points = await this.#points(atCut, wanted, position);
    const accounts = { returned: returned.length, measured: wanted.size };
    const split = { cut: dateOfDay(cut), orders: { before, after }, accounts };
    return { outcome: 'measured', ...made, split, limit: LIST_LIMIT, points };
  }

  async #points(atCut: RecommenderState, wanted: Wanted, position: Position): Promise<SafetyPoint[]> {
    const choices = choicesBeside(atCut.policy.peers);
    const total = choices.length * wanted.size;
    let done = 0;
    this.#say('measuring', position, done, total);
    return inTurns(measurePoints(atCut, wanted, choices), this.#stop.signal, () => {
      this.#say('measuring', position, ++done, total);
    });
  }
}

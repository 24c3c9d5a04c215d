import type { Logger } from 'pino';
import { type AccountModelName, accountModelName } from '../../contracts/http/answers.ts';
import type { listRollouts, RolloutView, startRollout } from '../../contracts/http/rollouts.ts';
import type { BodyOf, ReplyOf } from '../../contracts/http/route.ts';
import type { Author } from '../../contracts/primitives.ts';
import { type RolloutActName, USUAL_ROLLOUT_MS } from '../../contracts/rollout.ts';
import { validateFlags } from '../../platform/flags/validate-flags.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { checkRolloutAlone, takesTwoForEverybody } from '../changes/check-alone.ts';
import type { SubjectedAct } from '../replay/acts.ts';
import type { ActsInTurn } from '../replay/acts-in-turn.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { actOn, cutReason, startOf } from '../rollout/acts.ts';
import { agreedRollout, rolloutIdOf } from '../rollout/agreed-rollout.ts';
import { describeRollout } from '../rollout/describe-rollout.ts';
import { type Circumstances, judge, type Run, type Verdict } from '../rollout/judge.ts';
import { basisOf, checkPlan, hasItsArms, promotableRun, unfinishedRun } from '../rollout/rollout-checks.ts';

/** Nobody does these by hand: the document does. */
const BY_ITSELF: Author = { id: 'relish', role: 'service' };

type ActLater = Exclude<RolloutActName, 'started'>;

const ACT_OF: Readonly<Record<Verdict['decision'], ActLater | undefined>> = {
  wait: undefined,
  hold: 'held',
  resume: 'resumed',
  advance: 'advanced',
  'roll-back': 'rolled-back',
  promote: 'promoted',
  expire: 'expired',
  abort: 'aborted',
};

export interface DeskDeps {
  readonly state: RecommenderState;
  /** Each act is decided by what is in force in its turn: nothing gets past a person's word by being quick. */
  readonly putInTurn: ActsInTurn['put'];
  readonly logger: Logger;
  readonly newId: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Why no rollout may advance now, such as a spent error budget. */
  readonly reasonsToHold: () => readonly string[];
  /** What must always hold and a model breaks, in words. */
  readonly breaches: (model: AccountModelName) => Promise<readonly string[]>;
  /** Before the fold has caught up it doesn't know what was counted. */
  readonly isReady: () => boolean;
  /** Whether a model can answer here: one that is trained or asked elsewhere may not be there. */
  readonly isLive: (model: AccountModelName) => boolean;
}

/** A challenger that breaks what must always hold isn't promoted; so often it is asked again, in milliseconds. */
const ASK_AGAIN_MS = 60_000;

interface Breaches {
  readonly rolloutId: string;
  readonly at: number;
  readonly reasons: readonly string[];
}

/** What the judge wants to be done. */
interface Judged {
  readonly run: Run;
  readonly act: ActLater;
  readonly reason: string;
}

/** What a person wants to be done. */
interface Wanted {
  readonly rolloutId: string;
  readonly act: ActLater;
  readonly reason: string;
  readonly author: Author;
}

const isSoAlready = (act: ActLater, { status }: Run): boolean =>
  (act === 'paused' && status === 'paused') || (act === 'resumed' && status !== 'paused');

/** Where rollouts are begun, driven and ended: by people, and by the judge. */
export class RolloutDesk {
  readonly #deps: DeskDeps;
  /** As the challenger answered when it was to be promoted. */
  #breaches: Breaches | undefined;

  constructor(deps: DeskDeps) {
    this.#deps = deps;
  }

  /** What there is, and what a new one can begin with. */
  list(): ReplyOf<typeof listRollouts> {
    const { state, isLive } = this.#deps;
    state.recount();
    const basis = basisOf(state);
    const baseline = basis instanceof AppError ? undefined : basis;
    return {
      position: state.position,
      rollouts: [...state.rollouts.all],
      ...(basis instanceof AppError && { obstacle: basis.message }),
      ...(baseline && { baseline }),
      challengers: accountModelName.options.filter((name) => name !== baseline && isLive(name)),
      established: state.tally.establishedCount,
    };
  }

  /** @throws AppError 404 */
  view(rolloutId: string): RolloutView {
    const { rollouts } = this.#deps.state;
    const view = describeRollout(rollouts, rolloutId, this.#circumstances(rollouts.active));
    if (!view) throw new AppError(404, 'no-such-rollout', 'There is no rollout of this id.');
    return view;
  }

  /** @throws AppError 403 where it takes two, 409 where none can start now, 422 for what no rollout can be */
  async start({ reason, ...wanted }: BodyOf<typeof startRollout>, author: Author): Promise<RolloutView> {
    const { state, putInTurn, newId, now } = this.#deps;
    const [id, at] = [newId(), now()];
    const plan = { ...wanted, expires: wanted.expires ?? new Date(at + USUAL_ROLLOUT_MS).toISOString() };
    await putInTurn(() => {
      checkPlan(plan, state, at);
      this.checkLive(plan.challenger);
      checkRolloutAlone(state.policy);
      const document = agreedRollout(plan, state, { id, owner: author.id });
      const acts = startOf(document, state.flags, { reason, author });
      for (const { content } of acts) if (content.type === 'flag.changed') validateFlags(content.data.flags);
      return acts;
    });
    return this.view(rolloutIdOf(id));
  }

  /** A person's act. @throws AppError 403 where it takes two, 404, 409 where it can't be done any more */
  async act(wanted: Wanted): Promise<RolloutView> {
    const { rolloutId, act } = wanted;
    this.view(rolloutId);
    // Who may not, or comes too late, is told before the challenger is asked a hundred questions.
    this.#decide(wanted);
    if (act === 'promoted') await this.checkPromotion(rolloutId);
    await this.#deps.putInTurn(() => this.#decide(wanted));
    return this.view(rolloutId);
  }

  /** Asks the challenger for what must always hold. @throws AppError 409 where it breaks any of it, or can't be promoted */
  async checkPromotion(rolloutId: string): Promise<void> {
    const [first] = await this.#askChallenger(promotableRun(this.#deps.state, rolloutId));
    if (first === undefined) return;
    throw new AppError(409, 'behaviour-broken', `It can’t be promoted: ${first}`);
  }

  /** Does what the judge says, as things are in its turn: a person may have been quicker. */
  async look(): Promise<void> {
    const { state, putInTurn, isReady, logger } = this.#deps;
    const run = state.rollouts.active;
    if (!run || !isReady()) return;
    const { rolloutId } = run.document;
    const isAsked = this.#isToBeAsked(run);
    if (isAsked) await this.#askChallenger(run);
    if (this.#judged(rolloutId, isAsked).length === 0) return;
    let done: readonly Judged[] = [];
    await putInTurn(() => {
      done = this.#judged(rolloutId, isAsked);
      return done.flatMap(({ run: now, act, reason }) =>
        actOn(now, act, state.flags, { reason, author: BY_ITSELF }),
      );
    });
    for (const { act, reason } of done)
      logger[act === 'advanced' || act === 'resumed' ? 'info' : 'warn'](
        { rolloutId, act },
        `rollout: ${reason}`,
      );
  }

  /** @throws AppError 409 `challenger-not-live` */
  checkLive(challenger: AccountModelName): void {
    if (this.#deps.isLive(challenger)) return;
    const detail = `The model ${challenger} is not live here, so everybody would get another one's list: train it (console, Registry), or start it, and look whether it is live (console, Models).`;
    throw new AppError(409, 'challenger-not-live', detail);
  }

  #decide({ rolloutId, act, reason, author }: Wanted): readonly SubjectedAct[] {
    const { state } = this.#deps;
    const run = act === 'promoted' ? promotableRun(state, rolloutId) : unfinishedRun(state, rolloutId);
    if (isSoAlready(act, run)) throw new AppError(409, 'nothing-to-do', 'It is so already.');
    if (act === 'promoted') checkRolloutAlone(state.policy);
    return actOn(run, act, state.flags, { reason, author });
  }

  /** One at most. @param isAsked the challenger was just asked for what must always hold: else it isn't promoted */
  #judged(rolloutId: string, isAsked: boolean): readonly Judged[] {
    const run = this.#deps.state.rollouts.active;
    if (run?.document.rolloutId !== rolloutId) return [];
    const { decision, reasons } = judge(run, this.#circumstances(run));
    const act = ACT_OF[decision];
    if (!act || (act === 'promoted' && !isAsked)) return [];
    return [{ run, act, reason: cutReason([...reasons, ...this.#whoChanged(act)].join('; ')) }];
  }

  #isToBeAsked(run: Run): boolean {
    const last = this.#breaches;
    const isBroken = last?.rolloutId === run.document.rolloutId && last.reasons.length > 0;
    if (isBroken) return this.#deps.now() - last.at >= ASK_AGAIN_MS;
    return judge(run, this.#circumstances(run)).decision === 'promote';
  }

  async #askChallenger({ document: { rolloutId, challenger } }: Run): Promise<readonly string[]> {
    const { breaches, now } = this.#deps;
    const reasons = await breaches(challenger);
    this.#breaches = { rolloutId, reasons, at: now() };
    return reasons;
  }

  #whoChanged(act: ActLater): readonly string[] {
    const [change] = act === 'aborted' ? this.#deps.state.flags.changes : [];
    return change ? [`the last change is by ${change.author.id}: ${change.reason}`] : [];
  }

  #circumstances(run: Run | undefined): Circumstances {
    const { state, now, reasonsToHold } = this.#deps;
    const isAsked = run !== undefined && this.#breaches?.rolloutId === run.document.rolloutId;
    const isOnesWord = run !== undefined && !run.change && takesTwoForEverybody(state.policy);
    return {
      now: now(),
      isInForce: run !== undefined && hasItsArms(run, state.flags),
      holds: [
        ...(state.incidents.open ? ['publication is held: orders wait, and don’t count yet'] : []),
        ...(isOnesWord
          ? ['one person began it, and the policy asks for two by now: ask for its promotion']
          : []),
        ...reasonsToHold(),
        ...(isAsked ? (this.#breaches?.reasons ?? []) : []),
      ],
    };
  }
}

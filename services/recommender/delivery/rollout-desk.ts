import type { Logger } from 'pino';
import { type AccountModelName, accountModelName } from '../../contracts/http/answers.ts';
import type { listRollouts, RolloutView, startRollout } from '../../contracts/http/rollouts.ts';
import {
  MAX_ROLLOUT_MS,
  type RolloutActName,
  type RolloutDocument,
  rolloutDocument,
} from '../../contracts/rollout.ts';
import type { BodyOf, ReplyOf } from '../../contracts/http/route.ts';
import type { Author } from '../../contracts/primitives.ts';
import { MODEL_FLAG } from '../../platform/flags/default-flags.ts';
import { validateFlags } from '../../platform/flags/validate-flags.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { JointEvents } from '../replay/own-events.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { actOn, cutReason, type RolloutEvents, startOf } from '../rollout/acts.ts';
import { isInForce, plainRules } from '../rollout/arms.ts';
import { describeRollout } from '../rollout/describe-rollout.ts';
import { evidenceOf } from '../rollout/guardrails.ts';
import { type Circumstances, judge, type Run, type Verdict } from '../rollout/judge.ts';

/** Nobody does these by hand: the document does. */
const BY_ITSELF: Author = { id: 'relish', role: 'service' };
const USUAL_MS = 14 * 86_400_000;
const ID_LENGTH = 12;
/** In parts of ten thousand. */
const EVERYBODY = 10_000;

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
  readonly put: JointEvents;
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
}

const conflict = (code: string, detail: string): AppError => new AppError(409, code, detail);
const changedMeanwhile = (): AppError =>
  conflict('rollout-changed', 'Somebody else was quicker: look at how it is now, and decide again.');

/** A challenger that breaks what must always hold isn't promoted; so often it is asked again, in milliseconds. */
const ASK_AGAIN_MS = 60_000;

interface Breaches {
  readonly rolloutId: string;
  readonly at: number;
  readonly reasons: readonly string[];
}

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
    const { state } = this.#deps;
    state.recount();
    const basis = this.#basis();
    const baseline = basis instanceof AppError ? undefined : basis;
    return {
      position: state.position,
      rollouts: [...state.rollouts.all],
      ...(basis instanceof AppError && { obstacle: basis.message }),
      ...(baseline && { baseline }),
      challengers: accountModelName.options.filter((name) => name !== baseline),
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

  /** @throws AppError 409 where one runs already or the flag isn't plain, 422 for what no rollout can be */
  async start({ reason, ...settings }: BodyOf<typeof startRollout>, author: Author): Promise<RolloutView> {
    const baseline = this.#basis();
    if (baseline instanceof AppError) throw baseline;
    this.#checkAlone();
    const document = this.#documentOf(settings, baseline, author);
    const events = startOf(document, this.#flags(), { reason, author });
    for (const { type, data } of events) if (type === 'flag.changed') validateFlags(data.flags);
    await this.#put(document.rolloutId, events);
    if (this.#deps.state.rollouts.active?.document.rolloutId !== document.rolloutId) throw changedMeanwhile();
    return this.view(document.rolloutId);
  }

  /** A person's act. @throws AppError 404, 409 where it can't be done any more */
  async act(rolloutId: string, act: ActLater, reason: string, author: Author): Promise<RolloutView> {
    this.view(rolloutId);
    const run = this.#deps.state.rollouts.active;
    if (run?.document.rolloutId !== rolloutId) throw conflict('rollout-finished', 'This rollout is over.');
    if ((act === 'paused') === (run.status === 'paused') && (act === 'paused' || act === 'resumed'))
      throw conflict('nothing-to-do', 'It is so already.');
    if (act === 'promoted' && !this.#circumstances(run).isInForce)
      throw conflict('flag-changed', 'The flag doesn’t give out the arms any more: change it itself.');
    if (act === 'promoted') await this.#checkBehaviours(run);
    await this.#do(run, act, reason, author);
    const view = this.view(rolloutId);
    const [last] = view.acts;
    if (last?.act !== act || last.reason !== reason) throw changedMeanwhile();
    return view;
  }

  /** Does what the judge says; safe to be done twice, because the fold takes an act once. */
  async look(): Promise<void> {
    const { state, isReady, logger } = this.#deps;
    const run = state.rollouts.active;
    if (!run || !isReady()) return;
    if (judge(run, this.#circumstances(run)).decision === 'promote' || this.#isToBeAskedAgain(run))
      await this.#askChallenger(run);
    const { decision, reasons } = judge(run, this.#circumstances(run));
    const act = ACT_OF[decision];
    if (!act) return;
    const { rolloutId } = run.document;
    const reason = cutReason([...reasons, ...this.#whoChanged(act)].join('; '));
    await this.#do(run, act, reason, BY_ITSELF);
    logger[act === 'advanced' || act === 'resumed' ? 'info' : 'warn'](
      { rolloutId, act },
      `rollout: ${reason}`,
    );
  }

  /** Where flags take two people, a rollout would be one person's way around them. @throws AppError 403 `approval-needed` */
  #checkAlone(): void {
    const { approvals } = this.#deps.state.policy;
    if (!approvals || approvals.flagOver >= EVERYBODY) return;
    const detail = `A rollout ends with everybody, and one person may give a variant to ${approvals.flagOver / 100}% of the accounts. Ask for the flag itself (console, Changes): somebody else approves it.`;
    throw new AppError(403, 'approval-needed', detail);
  }

  async #checkBehaviours(run: Run): Promise<void> {
    const [first] = await this.#askChallenger(run);
    if (first !== undefined) throw conflict('behaviour-broken', `It can’t be promoted: ${first}`);
  }

  #isToBeAskedAgain({ document: { rolloutId } }: Run): boolean {
    const last = this.#breaches;
    if (last?.rolloutId !== rolloutId || last.reasons.length === 0) return false;
    return this.#deps.now() - last.at >= ASK_AGAIN_MS;
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

  /** The model that all accounts get, or why no rollout can start. */
  #basis(): AccountModelName | AppError {
    const { state } = this.#deps;
    if (state.rollouts.active) return conflict('rollout-active', 'Another rollout runs: one at a time.');
    const flag = state.flags.definition[MODEL_FLAG];
    if (flag?.state !== 'ENABLED')
      return conflict('flag-off', `The flag ${MODEL_FLAG} is off or missing: turn it on first.`);
    const rules = plainRules(flag);
    const model = accountModelName.safeParse(rules && flag.variants[rules.rest]);
    return model.success
      ? model.data
      : conflict(
          'flag-split',
          `The flag ${MODEL_FLAG} has a split or rules of its own: give all to one model first.`,
        );
  }

  #documentOf(
    settings: Omit<BodyOf<typeof startRollout>, 'reason'>,
    baseline: AccountModelName,
    author: Author,
  ): RolloutDocument {
    const now = this.#deps.now();
    const expires = settings.expires ?? new Date(now + USUAL_MS).toISOString();
    if (settings.challenger === baseline)
      throw new AppError(
        422,
        'challenger-is-baseline',
        `Everybody gets ${baseline} already: choose another model.`,
      );
    const left = Date.parse(expires) - now;
    if (left <= 0 || left > MAX_ROLLOUT_MS)
      throw new AppError(
        422,
        'expires-never',
        'A rollout expires within 90 days from now, and not before now.',
      );
    const rolloutId = `ro-${this.#deps.newId().replaceAll('-', '').slice(0, ID_LENGTH)}`;
    return rolloutDocument.parse({ owner: author.id, ...settings, rolloutId, baseline, expires });
  }

  #flags() {
    const { definition, digest } = this.#deps.state.flags;
    return { definition, digest };
  }

  #circumstances(run: Run | undefined): Circumstances {
    const { state, now, reasonsToHold } = this.#deps;
    const isAsked = run !== undefined && this.#breaches?.rolloutId === run.document.rolloutId;
    const parts = run?.document.steps[run.step]?.parts ?? 0;
    return {
      now: now(),
      isInForce: !!run && isInForce(state.flags.definition[MODEL_FLAG], run.document, parts),
      holds: [
        ...(state.incidents.open ? ['publication is held: orders wait, and don’t count yet'] : []),
        ...reasonsToHold(),
        ...(isAsked ? (this.#breaches?.reasons ?? []) : []),
      ],
    };
  }

  #do(run: Run, act: ActLater, reason: string, author: Author): Promise<void> {
    const evidence = evidenceOf(run.document, run.counts);
    return this.#put(run.document.rolloutId, actOn(run, act, this.#flags(), { reason, author, evidence }));
  }

  async #put(rolloutId: string, events: RolloutEvents): Promise<void> {
    await this.#deps.put(events, `rollouts/${rolloutId}`);
  }
}

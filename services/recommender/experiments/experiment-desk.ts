import type { Logger } from 'pino';
import { type ModelName, modelName } from '../../contracts/http/answers.ts';
import type { Budget } from '../../contracts/http/budgets.ts';
import {
  type ExperimentDocument,
  experimentDocument,
  type ExperimentView,
  type listExperiments,
  type startExperiment,
} from '../../contracts/http/experiments.ts';
import type { BodyOf, ReplyOf } from '../../contracts/http/route.ts';
import type { Author } from '../../contracts/primitives.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { SubjectedAct } from '../replay/acts.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { listsLeft } from './lists-left.ts';
import { whyStop } from './why-stop.ts';

/** Nobody does these by hand: the document does. */
const BY_ITSELF: Author = { id: 'relish', role: 'service' };
const MINUTE_MS = 60_000;
const ID_LENGTH = 12;
/** In parts of ten thousand. */
const EVERYBODY = 10_000;

type Start = BodyOf<typeof startExperiment>;
type Settings = Omit<Start, 'reason' | 'minutes'>;

interface DeskDeps {
  readonly state: RecommenderState;
  readonly putInTurn: (decide: () => readonly SubjectedAct[]) => Promise<Position>;
  /** Of now. */
  readonly budgets: () => readonly Budget[];
  /** Why they are spent, in words; empty where they aren't. */
  readonly overspent: () => readonly string[];
  readonly logger: Logger;
  readonly newId: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly isReady: () => boolean;
  /** Whether a model can be asked here: one that isn't can't be disturbed. */
  readonly isLive: (model: ModelName) => boolean;
}

const conflict = (code: string, detail: string): AppError => new AppError(409, code, detail);

/** Where chaos experiments begin and end: by people, and by themselves. */
export class ExperimentDesk {
  readonly #deps: DeskDeps;

  constructor(deps: DeskDeps) {
    this.#deps = deps;
  }

  list(): ReplyOf<typeof listExperiments> {
    const { state, budgets, isLive } = this.#deps;
    state.recount();
    return {
      position: state.position,
      experiments: [...state.experiments.all],
      ...this.#obstacle(),
      established: state.tally.establishedCount,
      left: listsLeft(budgets()),
      models: modelName.exclude(['related']).options.filter((name) => isLive(name)),
    };
  }

  /** @throws AppError 409 where none can start now, 403 `approval-needed` where one person's word is not enough */
  async start({ reason, minutes, ...settings }: Start, author: Author): Promise<ExperimentView> {
    const experimentId = `ex-${this.#deps.newId().replaceAll('-', '').slice(0, ID_LENGTH)}`;
    await this.#deps.putInTurn(() => {
      const document = this.#documentOf(experimentId, settings, minutes);
      const data = { document, reason, author };
      return [{ content: { type: 'experiment.started', data }, subject: `experiments/${experimentId}` }];
    });
    return this.#view(experimentId);
  }

  /** @throws AppError 404, 409 where it is over */
  async stop(experimentId: string, reason: string, author: Author): Promise<ExperimentView> {
    await this.#deps.putInTurn(() => {
      if (this.#view(experimentId).stopped) throw conflict('experiment-over', 'It is stopped already.');
      const data = { experimentId, because: 'person', reason, author } as const;
      return [{ content: { type: 'experiment.stopped', data }, subject: `experiments/${experimentId}` }];
    });
    return this.#view(experimentId);
  }

  /** Stops the one that has to; safe to be done twice, because the fold takes an act once. */
  async look(): Promise<void> {
    const { state, isReady, putInTurn, logger } = this.#deps;
    const { active } = state.experiments;
    const stop = active && isReady() ? whyStop(active, this.#circumstances(active)) : undefined;
    if (!active || !stop) return;
    const { experimentId } = active.document;
    const data = { experimentId, ...stop, author: BY_ITSELF };
    await putInTurn(() => [
      { content: { type: 'experiment.stopped', data }, subject: `experiments/${experimentId}` },
    ]);
    logger.info({ experimentId, because: stop.because }, `experiment: ${stop.reason}`);
  }

  /** @throws AppError 404 */
  #view(experimentId: string): ExperimentView {
    const view = this.#deps.state.experiments.find(experimentId);
    if (view) return view;
    throw new AppError(404, 'no-such-experiment', 'There is no experiment of this id.');
  }

  #circumstances({ started }: ExperimentView) {
    const { state, now, overspent } = this.#deps;
    const { open, found } = state.incidents;
    const incidents = [...(open ? [open] : []), ...found].filter(
      ({ opened }) => opened.position > started.position,
    );
    return {
      now: now(),
      overspent: overspent(),
      isRollingOut: state.rollouts.active !== undefined,
      incidents: incidents.map(({ kind }) => kind),
    };
  }

  #obstacle(): { readonly obstacle?: string } {
    try {
      this.#checkNow();
      return {};
    } catch (error) {
      if (error instanceof AppError) return { obstacle: error.message };
      throw error;
    }
  }

  /** @throws AppError 409 */
  #checkNow(): void {
    const { state, overspent, budgets } = this.#deps;
    if (state.experiments.active)
      throw conflict('experiment-active', 'Another experiment runs: one at a time.');
    if (state.rollouts.active)
      throw conflict('rollout-active', 'A rollout runs: what it counts must not be disturbed.');
    if (state.incidents.open) throw conflict('publication-held', 'Publication is held: see to that first.');
    const [spent] = overspent();
    if (spent !== undefined) throw conflict('no-budget', `${spent} Experiments wait until there is some.`);
    if (listsLeft(budgets()) === 0)
      throw conflict(
        'no-budget',
        'The error budgets have no list left to spend: too few were asked for in the last 30 days, or too many were bad.',
      );
  }

  /** Whether one person may disturb this. @throws AppError 409 `model-not-live`, 403 `approval-needed` */
  #checkSettings({ fault, parts }: Settings): void {
    const { state, isLive } = this.#deps;
    if ('model' in fault && !isLive(fault.model))
      throw conflict(
        'model-not-live',
        `The model ${fault.model} is not live here: choose one that is asked.`,
      );
    const { approvals } = state.policy;
    if (approvals && parts > approvals.flagOver)
      throw new AppError(
        403,
        'approval-needed',
        `One person may disturb ${approvals.flagOver / 100}% of the accounts, as a flag of one person may: choose fewer.`,
      );
  }

  /** @throws AppError 409, 403 */
  #documentOf(experimentId: string, settings: Settings, minutes: number): ExperimentDocument {
    const { budgets, now } = this.#deps;
    this.#checkNow();
    this.#checkSettings(settings);
    const left = listsLeft(budgets());
    const lists = Math.floor((left * settings.budgetShare) / EVERYBODY);
    if (lists === 0)
      throw conflict(
        'no-budget',
        `The budgets have ${left} lists left, and this share of them is none: choose a larger one.`,
      );
    const expires = new Date(now() + minutes * MINUTE_MS).toISOString();
    return experimentDocument.parse({ ...settings, experimentId, lists, expires });
  }
}

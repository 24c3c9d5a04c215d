import type { EventOf } from '../../contracts/events.ts';
import type { ExperimentView } from '../../contracts/http/experiments.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import { isWorse } from './is-worse.ts';

/** Experiments that are shown; all of them stay on the log. */
const KEPT = 20;

type Act = EventOf<'experiment.started' | 'experiment.stopped'>;

/** Chaos experiments as people and the budgets drove them, and the lists that each touched. One runs at a time. */
export class ExperimentHistory {
  /** Newest first; the first one alone may run. */
  #all: readonly ExperimentView[] = [];

  /** The one that isn't stopped. */
  get active(): ExperimentView | undefined {
    const [first] = this.#all;
    return first?.stopped ? undefined : first;
  }

  /** Newest first. */
  get all(): readonly ExperimentView[] {
    return this.#all;
  }

  find(experimentId: string): ExperimentView | undefined {
    return this.#all.find(({ document }) => document.experimentId === experimentId);
  }

  save() {
    return this.#all;
  }

  restore(saved: readonly ExperimentView[]): void {
    this.#all = saved;
  }

  /** To start one while another runs, or to stop what doesn't run, changes nothing. */
  note(event: Act, position: Position): void {
    const { reason, author } = event.data;
    const act = { position, time: event.time, reason, author };
    const { active } = this;
    if (event.type === 'experiment.started') {
      if (active) return;
      const started = { document: event.data.document, started: act, touched: 0, spent: 0 };
      this.#all = [started, ...this.#all].slice(0, KEPT);
    } else if (active?.document.experimentId === event.data.experimentId)
      this.#replace({ ...active, stopped: { ...act, because: event.data.because } });
  }

  /** A list went out. */
  noteExposed({ question, answer }: EventOf<'recommendation.exposed'>['data']): void {
    const { active } = this;
    if (!active || answer.experiment !== active.document.experimentId) return;
    const spent = active.spent + (isWorse(active.document.fault, question, answer) ? 1 : 0);
    this.#replace({ ...active, touched: active.touched + 1, spent });
  }

  #replace(active: ExperimentView): void {
    this.#all = [active, ...this.#all.slice(1)];
  }
}

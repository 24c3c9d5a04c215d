import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Settled } from '../../contracts/http/rendezvous.ts';
import { rungOf } from './model-figures.ts';
import type { LiveModels } from './live-models.ts';

/** Seconds; closest where the rungs are. */
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.03, 0.04, 0.045, 0.05, 0.1, 0.25, 0.5, 1];

interface Measured {
  readonly live: LiveModels;
  /** Records of what models said that found no room or no log. */
  readonly lost: () => number;
}

/** For whoever watches: whose lists go out, which rungs each model meets, and which are down. */
export const createRendezvousMetrics = (
  registry: Registry,
  { live, lost }: Measured,
): ((settled: Settled) => void) => {
  const registers = [registry];
  const served = new Counter({
    name: 'relish_rendezvous_served_total',
    help: 'Lists that went out, by the role of the model whose list it was',
    labelNames: ['served_by'],
    registers,
  });
  const answers = new Counter({
    name: 'relish_rendezvous_answers_total',
    help: 'Models asked, by the rung of the ladder that they met, or what became of it instead',
    labelNames: ['model', 'role', 'rung'],
    registers,
  });
  const seconds = new Histogram({
    name: 'relish_rendezvous_model_seconds',
    help: 'From the question to the answer of a model; of one in this thread what it took to compute it',
    labelNames: ['model'],
    buckets: BUCKETS,
    registers,
  });
  new Gauge({
    name: 'relish_rendezvous_model_live',
    help: '1 for a model that runs apart and is asked, 0 for one that is down or starting',
    labelNames: ['model'],
    registers,
    collect() {
      for (const { model, health } of live.all())
        this.set({ model: model.name }, health.is === 'live' ? 1 : 0);
    },
  });
  let counted = 0;
  new Counter({
    name: 'relish_rendezvous_unrecorded_total',
    help: 'Records of what models said that found no room, or a log that takes nothing',
    registers,
    collect() {
      this.inc(lost() - counted);
      counted = lost();
    },
  });
  return (settled) => {
    served.inc({ served_by: settled.servedBy });
    for (const answer of settled.answers) {
      const model = answer.model.name;
      answers.inc({ model, role: answer.role, rung: rungOf(answer) });
      const { micros, outcome } = answer;
      if (micros !== undefined && outcome !== 'failed') seconds.observe({ model }, micros / 1_000_000);
    }
  };
};

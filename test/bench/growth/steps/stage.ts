import { order } from './order.ts';
import { recommend } from './recommend.ts';
import { replicate } from './replicate.ts';
import { restart } from './restart.ts';
import { write } from './write.ts';

// One step of one size, in a process of its own: what was in memory before is in no figure. Says what it measured as
// JSON. Arguments: the step, the folder of the log (or the URL of its Redis), events, accounts.

const [step, place = '', events, accounts] = process.argv.slice(2);
const steps = {
  write: () => write(place, Number(events), Number(accounts)),
  recommender: () => recommend(place, Number(accounts)),
  restart: () => restart(place, Number(accounts)),
  ordering: () => order(place),
  replica: () => replicate(place, Number(accounts)),
};
const isStep = (word: string | undefined): word is keyof typeof steps => word !== undefined && word in steps;
if (!isStep(step)) throw new Error(`no step ${step ?? ''}`);
console.log(JSON.stringify(await steps[step]()));

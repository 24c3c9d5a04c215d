import type { IncidentWindow } from '../../../contracts/incident-window.ts';
import type { Finding, Monitor } from './monitor.ts';
import { isPersonal } from './personal-models.ts';

/** The newest probes are judged against those before them. */
const NEWEST = 12;
const LEAST = 8;
/** Accounts with nothing in common get the same list now and then in a small shop, but not three times of four … */
const SAME = 0.75;
/** … and where it has also become three times faster, half is enough: what isn't read costs no time. */
const SAME_AND_FASTER = 0.5;
const FASTER = 1 / 3;

type Probes = IncidentWindow['probes'];

const median = (numbers: readonly number[]): number | undefined =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const findingOf = (newest: Probes, before: Probes, same: number, limit: number): Finding => {
  const micros = (probes: Probes) => median(probes.map(({ microseconds }) => microseconds));
  const [now = 0, past] = [micros(newest), micros(before)];
  const sameBefore = before.filter(({ isSame }) => isSame).length / Math.max(1, before.length);
  return {
    reason: `${Math.round(same * newest.length)} of ${newest.length} pairs of accounts that have nothing in common got the same list.`,
    facts: {
      severity: 'page',
      wayOut:
        'Switch the flag recommender-model to popular, which is meant to be the same for everybody; then look at what the model is given.',
      figures: [
        {
          ...{ name: 'pairs with the same list', unit: 'share', now: same, limit },
          ...(before.length > 0 && { before: sameBefore }),
        },
        {
          ...{ name: 'median time of an answer', unit: 'microseconds', now },
          ...(past !== undefined && { before: past }),
        },
      ],
      about: [...new Set(newest.map(({ model }) => model))].map((id) => ({ what: 'model', id })),
    },
  };
};

/** The model answers without looking at whom it answers. Speed alone opens nothing: an idle machine is faster, too. */
export const inputsIgnored: Monitor = {
  name: 'inputs-ignored',
  runOnce(window) {
    const probes = window.probes.filter(({ model, basis }) => isPersonal(model) && isPersonal(basis));
    const newest = probes.slice(-NEWEST);
    const before = probes.slice(0, -NEWEST);
    if (newest.length < LEAST) return undefined;
    const same = newest.filter(({ isSame }) => isSame).length / newest.length;
    const [now, past] = [newest, before].map((some) => median(some.map(({ microseconds }) => microseconds)));
    const isFaster = before.length >= LEAST && (now ?? 0) <= (past ?? 0) * FASTER;
    const limit = isFaster ? SAME_AND_FASTER : SAME;
    return same >= limit ? findingOf(newest, before, same, limit) : undefined;
  },
};

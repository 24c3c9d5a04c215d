import type { SeenAnswer } from '../../../contracts/incident-window.ts';
import { ENOUGH_LISTS, personalLists, PLACES } from './lists.ts';
import type { Monitor } from './monitor.ts';
import { isPersonal } from './personal-models.ts';

/** So many accounts that have a history … */
const LISTS = 20;
/** … four of five of them with the very same list, where less than half had the same before. */
const SHARE = 0.8;
const SHARE_BEFORE = 0.5;

interface Commonest {
  readonly list: string;
  readonly share: number;
}

const commonestOf = (answers: readonly SeenAnswer[]): Commonest => {
  const counts = new Map<string, number>();
  for (const { items } of answers) {
    const list = items.slice(0, PLACES).join(', ');
    counts.set(list, (counts.get(list) ?? 0) + 1);
  }
  const [list = '', lists = 0] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  return { list, share: lists / Math.max(1, answers.length) };
};

/** Those who could have been given a list of their own. Of the past: whatever they were given. */
const personal = (answers: readonly SeenAnswer[]) =>
  personalLists(answers).filter(({ variant }) => isPersonal(variant ?? ''));

/** Whoever asks is given the same: the fallback, a default, or a code path that does nothing. */
export const defaultForEverybody: Monitor = {
  name: 'default-for-everybody',
  runOnce({ recent, earlier }) {
    const [now, before] = [personal(recent), personal(earlier)];
    if (now.length < LISTS || before.length < ENOUGH_LISTS) return undefined;
    const [commonest, past] = [commonestOf(now), commonestOf(before)];
    if (commonest.share < SHARE || past.share >= SHARE_BEFORE) return undefined;
    return {
      reason: `${Math.round(commonest.share * 100)}% of ${now.length} accounts with a history got the very same list.`,
      facts: {
        severity: 'page',
        wayOut:
          'Look which model answered and why (GET /v1/models, the answers of the bundle). If a change was rolled out, roll it back.',
        figures: [
          {
            ...{ name: 'lists that are the same one', unit: 'share', now: commonest.share },
            ...{ before: past.share, limit: SHARE },
          },
          { name: 'accounts', unit: 'count', now: now.length, before: before.length },
        ],
        about: [
          ...[...new Set(now.map(({ model }) => model))].map((id) => ({ what: 'model' as const, id })),
          ...commonest.list
            .split(', ')
            .filter((id) => id !== '')
            .map((id) => ({ what: 'item' as const, id })),
        ],
      },
    };
  },
};

import type { Evidence } from '../../../services/contracts/http/accounts.ts';
import { count, counted, percent } from '../../look/format.ts';

const FULL = 1_000_000;

type Found = Pick<Evidence, 'facts' | 'items' | 'accounts'>;
/** What a filter's evidence is called, and as a sentence. */
export interface EvidenceWords {
  readonly title: string;
  readonly tell: (found: Found) => string;
}

const fact = ({ facts }: Found, name: string): number => facts[name] ?? 0;
const number = (found: Found, name: string): string => count(fact(found, name));
const itemsOf = ({ items = [] }: Found, fallback: string): string =>
  items.length === 0 ? fallback : items.join(' and ');

const tellCancels = (found: Found): string => {
  const all = `Cancelled ${number(found, 'ordersCancelled')} of ${number(found, 'ordersPlaced')} orders`;
  const quick = fact(found, 'quickCancels');
  return quick === 0
    ? `${all}.`
    : `${all}, ${count(quick)} of them within ${number(found, 'quickMinutes')} minutes.`;
};

const tellFlood = (found: Found): string => {
  const now = `Took home ${counted(fact(found, 'ordersTaken'), 'order')} in the last ${number(found, 'days')} days`;
  const before = fact(found, 'mostBefore');
  const record = before === 0 ? 'none in any week before' : `never more than ${count(before)} before`;
  const crowd = found.facts['crowdOrders'];
  return crowd === undefined
    ? `${now}, ${record}.`
    : `${now}, ${record}; 99 of 100 established accounts took at most ${count(crowd)}.`;
};

const tellChange = (found: Found): string =>
  `In the last ${number(found, 'days')} days it took ${itemsOf(found, 'something')} again and again, which it never had before: ` +
  `something new on ${number(found, 'repeatDaysOfNew')} of ${number(found, 'repeatDays')} days with a repeat. ` +
  `Before, on ${number(found, 'repeatDaysOfNewBefore')} of ${number(found, 'repeatDaysBefore')}.`;

const tellPair = (found: Found): string => {
  const pair = `Took home ${itemsOf(found, 'the same two items')}, and nothing else, on ${number(found, 'daysPaired')} of ${number(found, 'days')} days`;
  const others = found.facts['others'];
  if (others === undefined) return `${pair}.`;
  return others === 0
    ? `${pair}. Nobody else pairs them.`
    : `${pair}. ${counted(others, 'other account')} pairs them.`;
};

const tellAvoidance = (found: Found): string =>
  `Ordered everything but ${itemsOf(found, 'one item')}: ${number(found, 'linesOfItem')} of ${number(found, 'linesPlaced')} lines, ` +
  `where ${number(found, 'linesExpected')} were to be expected (${percent(fact(found, 'crowdShareMillionths') / FULL)} of what others like).`;

const tellOrigin = (found: Found): string => {
  const behind = (['device', 'address', 'network'] as const)
    .filter((kind) => fact(found, `${kind}Accounts`) > 0)
    .map((kind) => `${counted(fact(found, `${kind}Accounts`), 'account')} behind one ${kind}`);
  return `${behind.join(', ')}. An office looks like that, too.`;
};

const NAMED = 3;

const tellSameChoices = (found: Found): string => {
  const { accounts = [] } = found;
  const names = accounts.slice(0, NAMED).join(', ');
  const alike = percent(fact(found, 'nearestLikenessMillionths') / FULL);
  return (
    `Took the same rare items as ${counted(fact(found, 'accountsAlike'), 'other account')}, which is as much as ` +
    `${(fact(found, 'identicalMillionths') / FULL).toFixed(1)} with the very same choices. Of its ${number(found, 'itemsTaken')} items it shares ` +
    `${number(found, 'nearestShares')} rare ones with the nearest (${alike} alike)${names ? `: ${names}` : ''}.`
  );
};

const tellLockstep = (found: Found): string =>
  `${number(found, 'accountsTogether')} accounts take the same things home in the same minutes: ` +
  `it shares ${number(found, 'linesShared')} of its ${number(found, 'linesTaken')} order lines with the oldest of them.`;

/** The filters that the console has words for, by their code. */
export const evidenceWords: ReadonlyMap<string, EvidenceWords> = new Map([
  ['cancel-spam', { title: 'Cancels what it orders', tell: tellCancels }],
  [
    'never-picked-up',
    {
      title: 'Doesn’t pick up',
      tell: (found: Found) =>
        `${number(found, 'ordersExpired')} of ${number(found, 'ordersPlaced')} orders waited in vain.`,
    },
  ],
  ['lockstep', { title: 'Moves with others', tell: tellLockstep }],
  ['flooding', { title: 'Floods', tell: tellFlood }],
  [
    'uniformity',
    {
      title: 'Draws lots',
      tell: (found: Found) =>
        `Chose among ${number(found, 'items')} items ${number(found, 'choices')} times as evenly as by lot: ` +
        `none more often than ${number(found, 'mostOfOne')} times.`,
    },
  ],
  ['sudden-change', { title: 'Somebody else, suddenly', tell: tellChange }],
  ['co-visitation', { title: 'Pairs two items', tell: tellPair }],
  ['avoidance', { title: 'Everything but one', tell: tellAvoidance }],
  ['same-choices', { title: 'Chooses what others choose', tell: tellSameChoices }],
  ['shared-origin', { title: 'Many behind one origin', tell: tellOrigin }],
]);

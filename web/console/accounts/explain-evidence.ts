import type { Evidence } from '../../../services/contracts/http/accounts.ts';
import { count, percent } from '../../look/format.ts';

const FULL = 1_000_000;

export interface ExplainedEvidence {
  readonly title: string;
  readonly text: string;
  /** How sure it is: `94.4%`. */
  readonly strength: string;
  readonly colour: 'tomato' | 'mustard' | 'gray';
}

type Facts = Evidence['facts'];
type Words = readonly [title: string, text: (facts: Facts) => string];

const of = (facts: Facts, name: string): string => count(facts[name] ?? 0);

const known: Readonly<Record<string, Words>> = {
  'cancel-spam': [
    'Cancels what it orders',
    (facts) => `Cancelled ${of(facts, 'ordersCancelled')} of ${of(facts, 'ordersPlaced')} orders.`,
  ],
  lockstep: [
    'Moves with others',
    (facts) =>
      `${of(facts, 'accountsTogether')} accounts take the same things home in the same minutes: it shares ${of(facts, 'linesShared')} of its ${of(facts, 'linesTaken')} order lines with the oldest of them.`,
  ],
  'never-picked-up': [
    'Doesn’t pick up',
    (facts) => `${of(facts, 'ordersExpired')} of ${of(facts, 'ordersPlaced')} orders waited in vain.`,
  ],
};

/** `ordersPlaced` → `orders placed`, `cancel-spam` → `cancel spam`. */
const spelledOut = (name: string): string =>
  name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A filter that this page doesn't know yet still gets its facts told. */
const unknownWords = (code: string): Words => [
  sentenceCase(spelledOut(code)),
  (facts) =>
    sentenceCase(
      Object.entries(facts)
        .map(([name, value]) => `${spelledOut(name)}: ${count(value)}`)
        .join(', '),
    ),
];

/** What a filter noticed, in plain words. It tells people; it touches no vote. */
export const explainEvidence = ({ code, strength, facts }: Evidence): ExplainedEvidence => {
  const [title, text] = (Object.hasOwn(known, code) ? known[code] : undefined) ?? unknownWords(code);
  return {
    title,
    text: text(facts),
    strength: percent(strength / FULL),
    colour: strength >= 0.75 * FULL ? 'tomato' : strength >= 0.4 * FULL ? 'mustard' : 'gray',
  };
};

import type { Evidence } from '../../../services/contracts/http/accounts.ts';
import { count, percent } from '../../look/format.ts';
import { type EvidenceWords, evidenceWords } from './evidence-words.ts';

const FULL = 1_000_000;

export interface ExplainedEvidence {
  readonly title: string;
  readonly text: string;
  /** How sure it is: `94.4%`. */
  readonly strength: string;
  readonly colour: 'tomato' | 'mustard' | 'gray';
}

/** `ordersPlaced` → `orders placed`, `cancel-spam` → `cancel spam`. */
const spelledOut = (name: string): string =>
  name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A filter that this page doesn't know yet still gets its facts told, and what they are about. */
const unknownWords = (code: string): EvidenceWords => ({
  title: sentenceCase(spelledOut(code)),
  tell: ({ facts, items = [] }) =>
    sentenceCase(
      [
        ...Object.entries(facts).map(([name, value]) => `${spelledOut(name)}: ${count(value)}`),
        ...items.map((item) => `item: ${item}`),
      ].join(', '),
    ),
});

/** What a filter noticed, in plain words. */
export const explainEvidence = (found: Evidence): ExplainedEvidence => {
  const { code, strength } = found;
  const { title, tell } = evidenceWords.get(code) ?? unknownWords(code);
  return {
    title,
    text: tell(found),
    strength: percent(strength / FULL),
    colour: strength >= 0.75 * FULL ? 'tomato' : strength >= 0.4 * FULL ? 'mustard' : 'gray',
  };
};

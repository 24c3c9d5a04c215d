import type { DatedEvidence, UndatedFilter } from '../../../services/contracts/http/accounts.ts';
import { percent } from '../../look/format.ts';
import { explainEvidence } from './explain-evidence.ts';

const FULL = 1_000_000;

const effectWords = ({ effect, weight }: Pick<DatedEvidence, 'effect' | 'weight'>): string => {
  switch (effect) {
    case 'told':
      return 'It changed nothing: people are told.';
    case 'held':
      return 'It held the rise to established back.';
    case 'lowered':
      return `Its votes counted for ${percent(weight / FULL)} at the least.`;
    case 'demoted':
      return 'The account is demoted to the newcomer pool.';
  }
};

/** The day on which evidence first held, what it was then, how long it held and what it changed. */
export const explainDated = (
  found: DatedEvidence,
  datedFrom: string | undefined,
): { readonly day: string; readonly title: string; readonly text: string } => {
  const { title, text } = explainEvidence(found);
  const until = found.last === found.first ? '' : ` Last seen ${found.last}.`;
  return {
    day: found.first === datedFrom ? `By ${found.first}` : found.first,
    title,
    // What moves together is told as of now, with the days of the lines that are shared.
    text: `${text}${until} ${effectWords(found)}`,
  };
};

/** Which filters can't be dated, and why. */
export const explainUndated = (undated: readonly UndatedFilter[]): string => {
  const names = undated.map((code) => `“${explainEvidence({ code, strength: 0, facts: {} }).title}”`);
  return `${names.join(', ').replace(/, ([^,]*)$/, ' and $1')} can’t be dated: they compare with what others did by then, which isn’t kept.`;
};

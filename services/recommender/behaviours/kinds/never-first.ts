import type { BehaviourDocument } from '../../../contracts/http/behaviours.ts';
import type { Behaviour } from '../behaviour.ts';
import { everybodysLists } from '../everybodys-lists.ts';

type Document = Extract<BehaviourDocument, { kind: 'never-first' }>;

/** An item leads no list; with a tolerance: not more than a share of them. */
export const neverFirst = ({ itemId }: Document): Behaviour => ({
  cases: everybodysLists(1),
  breach: (_state, _case, [answer]) =>
    answer?.items[0]?.itemId === itemId ? `${itemId} is first` : undefined,
});

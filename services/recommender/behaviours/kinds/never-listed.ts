import type { BehaviourDocument } from '../../../contracts/http/behaviours.ts';
import type { Behaviour } from '../behaviour.ts';
import { everybodysLists } from '../everybodys-lists.ts';

type Document = Extract<BehaviourDocument, { kind: 'never-listed' }>;

/** An item is among the first of no list: what is dead to the shop stays so. */
export const neverListed = ({ itemId, top }: Document): Behaviour => ({
  cases: everybodysLists(top),
  breach: (_state, _case, [answer]) =>
    answer?.items.some((item) => item.itemId === itemId) ? `${itemId} is among the first ${top}` : undefined,
});

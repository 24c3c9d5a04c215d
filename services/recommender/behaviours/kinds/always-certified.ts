import type { BehaviourDocument } from '../../../contracts/http/behaviours.ts';
import type { Behaviour } from '../behaviour.ts';
import { everybodysLists } from '../everybodys-lists.ts';

type Document = Extract<BehaviourDocument, { kind: 'always-certified' }>;

/** Every item of a list says how many accounts it takes to remove it; a new shop promises nothing, and says so. */
export const alwaysCertified = ({ accounts }: Document): Behaviour => ({
  cases: everybodysLists(5),
  breach(_state, _case, [answer]) {
    if (!answer || answer.certificate.waived) return undefined;
    const weak = answer.items.find(({ certificate }) => certificate.accounts < accounts);
    return (
      weak && `${weak.itemId} falls to ${weak.certificate.accounts} accounts, and ${accounts} is the least`
    );
  },
});

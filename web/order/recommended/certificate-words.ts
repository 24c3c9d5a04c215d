import type { Answer, AnswerItem, Price } from '../../../services/contracts/http/answers.ts';
import { counted, days, roundMoney } from '../../look/format.ts';

/** `kept`: there is a promise; `none`: there is none, and the words say so. */
export interface Promised {
  readonly tone: 'kept' | 'none';
  readonly words: string;
}

const none = (words: string): Promised => ({ tone: 'none', words });
const kept = (words: string): Promised => ({ tone: 'kept', words });

/** ` — about 14 days and $297`. */
const atThePriceOf = (price: Price): string =>
  price.days > 0
    ? ` — about ${days(price.days)} and ${roundMoney(price.amount)}`
    : ` — about ${roundMoney(price.amount)}`;

/** What the whole list promises: what it takes to push anything off it, and what that costs. */
export const listPromise = ({ certificate, items }: Pick<Answer, 'certificate' | 'items'>): Promised => {
  if (certificate.waived) return none('The shop is new: no promise yet. Every account still counts in full.');
  if (certificate.set === 0) return none('No promise: this list can be changed by anybody who orders.');
  const proof = items.every((item) => item.certificate.newcomerProof)
    ? 'No number of new accounts can move it. '
    : '';
  const cost = atThePriceOf(certificate.price);
  return certificate.set === 1
    ? kept(`${proof}One account could push the weakest item off your list${cost}.`)
    : kept(
        `${proof}It would take at least ${counted(certificate.set, 'account')} to push anything off your list${cost}.`,
      );
};

/** How much of the list would stay against many: the strongest attack that leaves something. */
export const remainingWords = ({
  certificate,
  items,
}: Pick<Answer, 'certificate' | 'items'>): string | undefined => {
  if (certificate.waived) return undefined;
  const strongest = certificate.remaining.findLast(({ items: left }) => left > 0);
  if (!strongest || strongest.accounts <= certificate.set) return undefined;
  const { items: left, accounts } = strongest;
  const share = left === items.length ? 'All of it' : `${left} of its ${items.length}`;
  return `${share} would stay even against ${counted(accounts, 'account')} made for the purpose.`;
};

/** What one item's place promises. */
export const itemPromise = ({ certificate }: Pick<AnswerItem, 'certificate'>, waived: boolean): Promised => {
  const { accounts, newcomerProof } = certificate;
  if (waived) return none('No promise yet');
  if (accounts === 0) return none('No promise');
  if (newcomerProof)
    return kept(`No number of new accounts can move it; it takes at least ${counted(accounts, 'regular')}`);
  return accounts === 1
    ? kept('One account could push it off your list')
    : kept(`It takes at least ${counted(accounts, 'account')} to push it off your list`);
};

import type { Answer, AnswerItem } from '../../contracts/http/answers.ts';
import type { ModelIdentity, Runs } from '../../contracts/http/rendezvous.ts';
import { priceOf, remainingAgainst } from '../certificate/certificate.ts';
import type { Policy } from '../integrity/policy.ts';
import type { ModelRequest } from '../models/apart-model.ts';
import type { Certify } from './apart-handle.ts';
import { certificateOfApart } from './certificate-of-apart.ts';
import type { CheckedItems } from './checked-items.ts';
import type { ShopFrame } from './shop-frame.ts';

/** A list of a model that runs apart, checked, and who said it. */
export interface ApartList extends CheckedItems {
  readonly model: ModelIdentity;
  readonly runs: Exclude<Runs, 'thread'>;
  readonly certify?: Certify | undefined;
}

/** As of when it was asked. */
export interface AskedAs {
  readonly request: ModelRequest;
  readonly frame: ShopFrame;
  readonly policy: Policy;
  readonly numberOf: (itemId: string) => number | undefined;
}

/** Models of ours learn from established accounts alone; of others nobody knows. */
const partsOf = (score: number, runs: ApartList['runs']): AnswerItem['parts'] =>
  runs === 'worker'
    ? { own: 0, established: score, newcomers: 0 }
    : { own: 0, established: 0, newcomers: score };

/**
 * The answer that such a list is, as of the position at which it was asked for, wherever the fold is by now.
 * @throws Error where the model says more than can be certified of it
 */
export const apartAnswerOf = (
  { items, isWhole, model, runs, certify }: ApartList,
  { request, frame, policy, numberOf }: AskedAs,
): Omit<Answer, 'servedBy'> => {
  const list = items.slice(0, request.limit);
  // A certificate is measured against the place after the list, which may be what was taken out.
  const isCertified = certify !== undefined && isWhole && !frame.waived;
  const certificates = isCertified ? certify(items, request.limit) : certificateOfApart(list.length);
  const least = (what: 'accounts' | 'established') =>
    certificates.length === 0 ? 0 : Math.min(...certificates.map((one) => one[what]));
  const weakest = { accounts: least('accounts'), established: least('established') };
  return {
    requestId: request.requestId,
    position: request.position,
    policy: frame.policy,
    ...(frame.heldSince !== undefined && { heldSince: frame.heldSince }),
    model,
    basis: model.name,
    items: list.map(({ itemId, score }, index) => {
      const name = frame.names.get(numberOf(itemId) ?? -1);
      const { accounts, newcomerProof } = certificates[index]!;
      return {
        itemId,
        ...(name !== undefined && { name }),
        score,
        parts: partsOf(score, runs),
        supporters: 0,
        certificate: { accounts, newcomerProof },
      };
    }),
    certificate: {
      set: weakest.accounts,
      remaining: remainingAgainst(certificates),
      // Where nothing is promised, moving the list may cost nothing.
      price: priceOf(weakest, isCertified ? frame.cheapest : 0, policy),
      waived: frame.waived,
    },
  };
};

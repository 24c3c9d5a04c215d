import type { Answer, AnswerItem, ServedBy } from '../../contracts/http/answers.ts';
import type { ModelIdentity, Runs } from '../../contracts/http/rendezvous.ts';
import { priceOf, remainingAgainst } from '../certificate/certificate.ts';
import type { Policy } from '../integrity/policy.ts';
import type { ModelRequest, RankedItem } from '../models/apart-model.ts';
import type { Certify } from './apart-handle.ts';
import { certificateOfApart } from './certificate-of-apart.ts';
import type { ShopFrame } from './shop-frame.ts';

/** A list of a model that runs apart, checked, and who said it. */
export interface ApartList {
  readonly items: readonly RankedItem[];
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

/** The answer that such a list is, as of the position at which it was asked for, wherever the fold is by now. */
export const apartAnswerOf = (
  { items, model, runs, certify }: ApartList,
  { request, frame, policy, numberOf }: AskedAs,
  servedBy: ServedBy,
): Answer => {
  const list = items.slice(0, request.limit);
  const isCertified = certify !== undefined && !frame.waived;
  const certificates = isCertified ? certify(items, request.limit) : certificateOfApart(list.length);
  const least = (what: 'accounts' | 'established') =>
    certificates.length === 0 ? 0 : Math.min(...certificates.map((one) => one[what]));
  const weakest = { accounts: least('accounts'), established: least('established') };
  return {
    requestId: request.requestId,
    position: request.position,
    policy: frame.policy,
    ...(frame.heldSince !== undefined && { heldSince: frame.heldSince }),
    servedBy,
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

import type { Answer, Question } from '../../contracts/http/answers.ts';
import { digestOf } from '../../platform/digest/canonical-digest.ts';
import {
  type Bounds,
  certify,
  type ItemCertificate,
  priceOf,
  remainingAgainst,
} from '../certificate/certificate.ts';
import { framingOf } from '../certificate/framing.ts';
import type { Model, Scores, Subject } from '../models/model.ts';
import { models, type TrustedName } from '../models/models.ts';
import type { Places } from '../models/places.ts';
import { rank } from '../models/ranking.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';

/** A ranking with what it rests on: the common ground of answers and certificate pages. */
export interface Ranking {
  readonly model: Model;
  readonly scores: Scores;
  readonly places: Places;
  /** Certificates hold: the model is bounded, and the shop is not new. */
  readonly isCertified: boolean;
  readonly isWaived: boolean;
  readonly bounds: Bounds;
}

const NO_PROMISE: ItemCertificate = { accounts: 0, established: 0, newcomerProof: false };
/** Where one account can do anything at no price. */
const ONE_ACCOUNT: ItemCertificate = { accounts: 1, established: 0, newcomerProof: false };

/** For whom, or for what, a question is asked. */
export const subjectOf = (question: Question, state: RecommenderState): Subject => {
  if (question.kind === 'recommendations') return { account: state.accounts.find(question.accountId) };
  return question.kind === 'related' ? { item: state.items.find(question.itemId) } : {};
};

const exclusion = (question: Question, subject: Subject, state: RecommenderState) => (item: number) =>
  state.catalogue.isSoldOut(item) ||
  item === subject.item ||
  (question.kind === 'recommendations' &&
    question.only === 'new' &&
    subject.account !== undefined &&
    state.ballots.has(subject.account, item));

/** Every scored item that may be answered, best first. */
export const rankFor = (state: RecommenderState, name: TrustedName, question: Question): Ranking => {
  const input = state.refresh();
  const subject = subjectOf(question, state);
  const model = models[name];
  const scores = model.score(input, subject);
  const { isWaived } = input.tally;
  const places = rank(
    scores,
    state.policy,
    isWaived,
    input.items,
    exclusion(question, subject, state),
    (item) => state.items.nameOf(item),
  );
  const bounds = { policy: state.policy, framing: framingOf(state.policy, input.tally.groups) };
  return { model, scores, places, isWaived, bounds, isCertified: scores.isBounded && !isWaived };
};

/** One certificate a place of the list. */
export const certificatesOf = (
  { places, isCertified, scores, bounds }: Ranking,
  limit: number,
): readonly ItemCertificate[] => {
  if (isCertified) return certify(places, limit, bounds);
  return places.first(limit).map(() => (scores.isBounded ? NO_PROMISE : ONE_ACCOUNT));
};

interface Identity {
  readonly policy: string;
  readonly model: Answer['model'];
}

/** By model: under the policy that it was asked for last. */
const identities = new Map<TrustedName, Identity>();

/** Who answers: its digest is of its name and version, and of the policy that holds its parameters. */
export const identityOf = (name: TrustedName, policy: string): Answer['model'] => {
  const known = identities.get(name);
  if (known?.policy === policy) return known.model;
  const { version } = models[name];
  const model = { name, version, digest: digestOf({ name, version, policy }) };
  identities.set(name, { policy, model });
  return model;
};

/** What it takes to remove any item of a list: no item asks for less of the one or the other. */
const weakestOf = (
  certificates: readonly ItemCertificate[],
): Pick<ItemCertificate, 'accounts' | 'established'> =>
  certificates.length === 0
    ? NO_PROMISE
    : {
        accounts: Math.min(...certificates.map(({ accounts }) => accounts)),
        established: Math.min(...certificates.map(({ established }) => established)),
      };

const itemsOf = (
  state: RecommenderState,
  { places, scores }: Ranking,
  certificates: readonly ItemCertificate[],
): Answer['items'] =>
  places.first(certificates.length).map((place, index) => {
    const name = state.catalogue.nameOf(place.item);
    const { accounts, newcomerProof } = certificates[index]!;
    return {
      itemId: state.items.nameOf(place.item),
      ...(name !== undefined && { name }),
      score: place.score,
      parts: { own: place.own, established: place.established, newcomers: place.newcomers },
      supporters: scores.supporters(place.item),
      certificate: { accounts, newcomerProof },
    };
  });

/** The answer to a question from a state: pure, so that the same position gives the same answer to the byte. */
export const computeAnswer = (
  state: RecommenderState,
  name: TrustedName,
  question: Question,
  requestId: string,
): Answer => {
  const ranking = rankFor(state, name, question);
  const { scores, isWaived } = ranking;
  const held = state.incidents.open;
  const certificates = certificatesOf(ranking, question.limit);
  // Where counts are unbounded an order can be cancelled again: moving the list costs nothing.
  const cheapest = scores.isBounded ? state.catalogue.cheapest() : 0;
  const weakest = weakestOf(certificates);
  return {
    requestId,
    position: state.position,
    policy: state.policyDigest,
    ...(held && { heldSince: held.opened.position }),
    servedBy: 'preferred',
    model: identityOf(name, state.policyDigest),
    basis: scores.basis,
    items: itemsOf(state, ranking, certificates),
    certificate: {
      set: weakest.accounts,
      remaining: remainingAgainst(certificates),
      price: priceOf(weakest, cheapest, state.policy),
      waived: isWaived,
    },
  };
};

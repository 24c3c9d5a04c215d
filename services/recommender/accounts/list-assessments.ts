import type { listAssessments } from '../../contracts/http/accounts.ts';
import type { QueryOf, ReplyOf } from '../../contracts/http/route.ts';
import type { Concern } from '../integrity/assessment.ts';
import { ONE } from '../integrity/policy.ts';
import { outcomes } from '../integrity/settlement.ts';
import { pageOf } from '../paging/page-of.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { describeEvidence } from './describe-evidence.ts';

type Assessment = ReplyOf<typeof listAssessments>['rows'][number];
type Outcome = Assessment['outcome'];
type Verdict = Pick<Assessment, 'weight' | 'confidence' | 'evidence'>;

interface Line {
  readonly order: number;
  readonly item: number;
  readonly units: number;
  readonly outcome: Outcome;
}

const MINUTE = 60_000;

/** Which filters look at a line with this outcome. */
const concernWith = (outcome: Outcome): Concern | undefined => {
  switch (outcome) {
    case 'cancelled':
    case 'expired':
      return 'unfetched';
    case 'counted':
    case 'repeated':
    case 'quarantined':
      return 'taken';
    case 'open':
    case 'refunded':
    case 'unplaced':
      return undefined;
  }
};

/** By outcome; evidence on a crowd is told with every line, and changes the verdict on none. */
const verdictsFor = (state: RecommenderState, account: number): ((outcome: Outcome) => Verdict) => {
  const described = describeEvidence(state, account);
  const worth = state.assessor.worth(account, state.today ?? 0);
  return (outcome) => {
    const concern = concernWith(outcome);
    const found = described.filter((one) => one.concern === concern || one.concern === 'crowd');
    const against = found.filter((one) => one.concern === concern).map(({ evidence }) => evidence.strength);
    return {
      weight: outcome === 'counted' ? worth.weight : 0,
      confidence: ONE - Math.max(0, ...against),
      evidence: found.map(({ evidence }) => evidence),
    };
  };
};

/** Those of the order that was heard of last first. */
const linesOf = ({ book }: RecommenderState, account: number): readonly Line[] => {
  const lines: Line[] = [];
  book.visitOrdersOf(account, (order) => {
    book.visitLines(order, (item, units, outcome) => {
      lines.push({ order, item, units, outcome: outcomes[outcome] ?? 'unplaced' });
    });
    return true;
  });
  return lines;
};

const rowOf = ({ book, items }: RecommenderState, { order, item, units, outcome }: Line) => {
  const minute = book.minuteOf(order);
  return {
    orderId: book.idOf(order),
    itemId: items.nameOf(item),
    quantity: units,
    ...(minute !== undefined && { placed: new Date(minute * MINUTE).toISOString() }),
    outcome,
  };
};

/** A page of the verdicts on an account's lines; only the rows of the page are described. */
export const assessmentPage = (
  state: RecommenderState,
  account: number,
  query: QueryOf<typeof listAssessments>,
): ReplyOf<typeof listAssessments> => {
  state.recount();
  const { rows, ...page } = pageOf(linesOf(state, account), query);
  const verdictOn = verdictsFor(state, account);
  return {
    ...page,
    position: state.position,
    policy: state.policyDigest,
    rows: rows.map((line) => ({ ...rowOf(state, line), ...verdictOn(line.outcome) })),
  };
};

/** The verdict on every order line of an account. */
export const assessmentsOf = (state: RecommenderState, account: number): readonly Assessment[] => {
  state.recount();
  const verdictOn = verdictsFor(state, account);
  return linesOf(state, account).map((line) => ({ ...rowOf(state, line), ...verdictOn(line.outcome) }));
};

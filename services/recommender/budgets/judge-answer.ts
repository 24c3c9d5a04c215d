import type { Answer, Question } from '../../contracts/http/answers.ts';
import type { ObjectiveName } from '../../contracts/http/budgets.ts';

/** Milliseconds: what the rendezvous promises. */
export const IN_TIME = 50;
/**
 * The floor of a certificate: against so many accounts all items of a list remain but so many. The last place of a list
 * is next to one outside, and often a close call; a list of which more can be changed by one account has no certificate
 * to speak of.
 */
export const FLOOR = { accounts: 1, mayGo: 1 } as const;
/** Longer lists are asked for to look at them; their last places stand on next to nothing, whoever asks. */
const LONGEST = 5;

/** What answers when no model did in time. */
const NETS: ReadonlySet<string> = new Set(['safety-net', 'default']);

/** What is looked at. The names of nets are those of the rendezvous. */
type Judged = Pick<Answer, 'items' | 'certificate' | 'staleSince' | 'heldSince'> & {
  readonly servedBy: string;
};

/** What an answer says about an objective by itself; undefined where it says nothing. */
type Judgement = Readonly<Partial<Record<Exclude<ObjectiveName, 'answered-in-time'>, boolean>>>;

/** Whether an answer has a certificate to speak of: a person's list, not too long, of a shop that is not new. */
const isCertifiable = ({ kind, limit }: Question, { items, certificate }: Judged): boolean =>
  kind === 'recommendations' && limit <= LONGEST && items.length > 0 && !certificate.waived;

const isAtFloor = ({ items, certificate: { remaining } }: Judged): boolean => {
  const stay = remaining.find(({ accounts }) => accounts === FLOOR.accounts)?.items ?? 0;
  return stay >= Math.max(1, items.length - FLOOR.mayGo);
};

/** Good or bad, by each objective that an answer tells about. */
export const judgeAnswer = (question: Question, answer: Judged): Judgement => ({
  'without-safety-net': !NETS.has(answer.servedBy),
  fresh: answer.staleSince === undefined && answer.heldSince === undefined,
  ...(isCertifiable(question, answer) && { certified: isAtFloor(answer) }),
});

import type { RelishEvent } from '../../services/contracts/events.ts';
import type { Answer } from '../../services/contracts/http/answers.ts';
import { ORIGIN } from '../../services/platform/event-log/event-log.ts';
import { exposureOf } from '../../services/recommender/answers/exposures.ts';

const digest = `sha256:${'0'.repeat(64)}`;

/** An empty list of a new shop. */
export const anAnswer = (said: Partial<Answer> = {}): Answer => ({
  requestId: 'r-1',
  position: ORIGIN,
  policy: digest,
  servedBy: 'preferred',
  model: { name: 'popular', version: '1', digest },
  basis: 'popular',
  items: [],
  certificate: {
    set: 0,
    remaining: [],
    price: { accounts: 0, established: 0, days: 0, amount: 0 },
    waived: true,
  },
  ...said,
});

let lists = 0;
/** A list of a variant that went out to an account. */
export const exposedTo = (
  accountId: string,
  variant: string,
  time: string,
  said: Partial<Answer> = {},
): RelishEvent => {
  lists += 1;
  const answer = anAnswer({ requestId: `r-${lists}`, variant, ...said });
  const question = { kind: 'recommendations', accountId, limit: 5 } as const;
  return exposureOf(question, answer, time);
};

/** An item of a list. */
export const anItem = (itemId: string): Answer['items'][number] => ({
  itemId,
  score: 1,
  parts: { own: 0, established: 1, newcomers: 0 },
  supporters: 1,
  certificate: { accounts: 1, newcomerProof: false },
});

import type { Answer } from '../../services/contracts/http/answers.ts';
import { ORIGIN } from '../../services/platform/event-log/event-log.ts';

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

import { z } from 'zod';
import { accountId, count, pageOf, pageQuery, position } from '../primitives.ts';
import { evidence } from './accounts.ts';
import { defineRoute } from './route.ts';

const demotionRow = z.object({
  accountId,
  /** `demoted` counts as a newcomer already; `waiting` is established until a person says otherwise. */
  state: z.enum(['demoted', 'waiting']),
  /** The day of its rise to established. */
  risen: z.iso.date(),
  /** Accounts that move together, and the oldest of them. */
  together: count,
  oldest: accountId,
  /** Sum of its votes, in millionths. */
  votes: count,
  evidence,
});
export type DemotionRow = z.infer<typeof demotionRow>;

export const listDemotions = defineRoute({
  method: 'get',
  path: '/v1/demotions',
  summary: 'Accounts that move together with too many others: demoted by themselves, or waiting for a person',
  roles: ['analyst', 'admin'],
  query: pageQuery.pick({ limit: true, cursor: true }),
  status: 200,
  reply: pageOf(demotionRow).extend({
    position,
    /** Accounts that may be demoted without a person's word, and those that are. */
    quota: count,
    demoted: count,
    waiting: count,
    /** The policy's words: so many may move together, so many days after the rise. */
    accounts: count,
    probationDays: count,
    isOn: z.boolean(),
  }),
});

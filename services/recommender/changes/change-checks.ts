import type { ChangeProposal } from '../../contracts/http/changes.ts';
import type { Approvals, Policy } from '../../contracts/policy.ts';
import { ADMIN_TOKEN_ID, type Author } from '../../contracts/primitives.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { Change, ChangeHistory } from './change-history.ts';
import type { InForce } from './in-force.ts';
import { proposedChange } from './proposed-change.ts';

/** Acts on one change, before nothing but its end is left. */
const MAX_ACTS = 50;
const MAX_NAMED = 5;

/** What changes are decided by: what is in force, and what is asked for already. */
export interface Ground extends InForce {
  readonly changes: ChangeHistory;
}

export type OpenChange = Change & { readonly proposal: ChangeProposal };

/** @throws AppError 404, 409 if it is over */
export const openChange = ({ changes }: Ground, changeId: string): OpenChange => {
  const change = changes.find(changeId);
  if (!change) throw new AppError(404, 'no-such-change', 'No change of this id is known.');
  const { proposal } = change;
  if (proposal) return { ...change, proposal };
  throw new AppError(409, 'change-closed', `The change is ${change.state}: nothing is left to do.`);
};

/** Whether somebody can be one of the two. @throws AppError 403 */
export const checkPerson = ({ id, role }: Author, { approvals }: Pick<Policy, 'approvals'>): void => {
  if (id === ADMIN_TOKEN_ID || role !== 'admin')
    throw new AppError(403, 'not-a-person', 'A token is nobody in particular: sign in as an admin.');
  const people: Approvals['people'] = approvals?.people ?? [];
  if (people.length === 0 || people.includes(id)) return;
  const named = people.slice(0, MAX_NAMED).join(', ');
  throw new AppError(403, 'not-among-people', `The policy names who may ask and approve: ${named}.`);
};

/** Two people, neither of whom is the other. @throws AppError 403 */
export const checkReviewer = ({ author }: Change, reviewer: Author, policy: Policy): void => {
  checkPerson(reviewer, policy);
  if (author.id === reviewer.id)
    throw new AppError(403, 'own-change', 'It is your own: somebody else decides about it.');
};

/** @throws AppError 403 */
export const checkAuthor = ({ author }: Change, { id }: Author): void => {
  if (author.id === id) return;
  const detail = 'Only its author edits it or takes it back: turn it down, or ask for your own.';
  throw new AppError(403, 'not-its-author', detail);
};

/** Whether what it was written against is in force. @throws AppError 409 */
export const checkBase = (now: InForce, proposal: ChangeProposal, base: string): void => {
  const inForce = proposedChange(proposal).base(now);
  if (inForce === base) return;
  const detail = 'Something else is in force by now: its author looks at it and edits it, or takes it back.';
  throw new AppError(409, 'base-moved', detail, { facts: { inForce } });
};

/** @throws AppError 409 */
export const checkRoom = ({ acts }: Change): void => {
  if (acts.length < MAX_ACTS) return;
  const detail = 'This went back and forth too often: take it back, and ask anew.';
  throw new AppError(409, 'too-many-acts', detail);
};

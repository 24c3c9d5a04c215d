import type { ChangeRow, getChange, listChanges } from '../../contracts/http/changes.ts';
import type { QueryOf, ReplyOf } from '../../contracts/http/route.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { pageOf } from '../paging/page-of.ts';
import type { Change } from './change-history.ts';
import type { Ground } from './change-checks.ts';
import { proposedChange } from './proposed-change.ts';

const rowOf =
  (ground: Ground) =>
  ({ diff: _, proposal, approval: __, acts, ...change }: Change): ChangeRow => ({
    ...change,
    acts: [...acts],
    isOutdated: proposal !== undefined && proposedChange(proposal).base(ground) !== change.base,
  });

/** Those that wait, then the last that are over. */
export const changePage = (
  ground: Ground & { readonly position: string },
  query: QueryOf<typeof listChanges>,
): ReplyOf<typeof listChanges> => {
  const { changes, policy, position } = ground;
  const { rows, ...page } = pageOf(changes.all, query);
  return {
    ...page,
    rows: rows.map(rowOf(ground)),
    position,
    waiting: changes.open.length,
    ...(policy.approvals && { approvals: policy.approvals }),
  };
};

/** @throws AppError 404 for one that nobody knows, or that is over for long */
export const changeOf = (ground: Ground, changeId: string): ReplyOf<typeof getChange> => {
  const change = ground.changes.find(changeId);
  if (!change)
    throw new AppError(
      404,
      'no-such-change',
      'No change of this id is known; those long over are on the log.',
    );
  const { diff, proposal } = change;
  return { ...rowOf(ground)(change), diff: [...diff], ...(proposal && { proposal }) };
};

import type { BehaviourDocument } from '../../../contracts/http/behaviours.ts';
import { AppError } from '../../../platform/http/app-error.ts';
import type { ChangeKind } from '../change-kind.ts';
import { jsonDiff } from '../json-diff.ts';

/** They are told apart by their ids, not by their places. */
const byId = (documents: readonly BehaviourDocument[]) =>
  Object.fromEntries(documents.map((document) => [document.id, document]));

/** Other statements of what must always hold in place of those in force. */
export const behavioursChange = (documents: BehaviourDocument[]): ChangeKind => {
  const diff: ChangeKind['diff'] = ({ behaviours }) => jsonDiff(byId(behaviours.documents), byId(documents));
  return {
    base: ({ behaviours: { digest } }) => digest,
    check(now) {
      if (diff(now).length === 0)
        throw new AppError(409, 'nothing-changes', 'These are what must always hold already.');
    },
    diff,
    acts: (signed) => [
      { content: { type: 'behaviours.changed', data: { documents, ...signed } }, subject: 'behaviours' },
    ],
  };
};

import type { ChangeProposal } from '../../contracts/http/changes.ts';
import type { Author } from '../../contracts/primitives.ts';

/** Whose word it is. */
export interface Said {
  readonly changeId: string;
  readonly reason: string;
  readonly author: Author;
}

export interface Writing extends Said {
  readonly type: 'request' | 'edit';
  readonly proposal: ChangeProposal;
  /** What its author believes to be in force. */
  readonly base?: string | undefined;
}

export interface Approving extends Said {
  readonly type: 'approve';
  /** Of what the approver has read. */
  readonly digest: string;
  /** At once; otherwise it waits, approved. */
  readonly apply: boolean;
}

interface Closing extends Said {
  readonly type: 'apply' | 'reject' | 'withdraw';
}

/** What a person says about a change. */
export type ChangeCommand = Writing | Approving | Closing;

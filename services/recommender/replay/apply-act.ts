import type { EventOf, RelishEvent } from '../../contracts/events.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import type { ChangeHistory } from '../changes/change-history.ts';
import type { InForce } from '../changes/in-force.ts';
import { proposedChange } from '../changes/proposed-change.ts';
import type { SoloActs } from '../changes/solo-acts.ts';
import type { ExperimentHistory } from '../experiments/experiment-history.ts';
import type { FlagHistory } from '../flags/flag-history.ts';
import type { OrderBook } from '../integrity/order-book.ts';
import type { Moderation } from '../moderation/moderation.ts';
import type { RolloutHistory } from '../rollout/rollout-history.ts';
import type { Ballots } from '../votes/ballots.ts';
import type { Interner } from '../votes/interner.ts';

const TYPES = [
  'account.quarantined',
  'account.reinstated',
  'account.labelled',
  'flag.changed',
  'change.requested',
  'change.edited',
  'change.approved',
  'change.rejected',
  'change.withdrawn',
  'change.applied',
  'rollout.changed',
  'model.promoted',
  'model.rolledback',
  'experiment.started',
  'experiment.stopped',
] as const;
const types: ReadonlySet<string> = new Set(TYPES);
type PlainAct = EventOf<(typeof TYPES)[number]>;

/** Acts that are noted and no more: policies make votes anew, and incidents hold back what others say. */
export const isPlainAct = (event: RelishEvent): event is PlainAct => types.has(event.type);

/** What acts are noted in: parts of the fold. */
interface ActFold extends InForce {
  readonly accounts: Interner;
  readonly moderation: Moderation;
  readonly ballots: Ballots;
  readonly book: OrderBook;
  readonly flags: FlagHistory;
  readonly rollouts: RolloutHistory;
  readonly experiments: ExperimentHistory;
  readonly changes: ChangeHistory;
  readonly soloActs: SoloActs;
}

type Moderated = EventOf<'account.quarantined' | 'account.reinstated' | 'account.labelled'>;

const moderate = (fold: ActFold, event: Moderated, position: Position): void => {
  const account = fold.accounts.intern(event.data.accountId);
  fold.moderation.note(account, event, position);
  if (event.type === 'account.labelled') {
    fold.ballots.touch(account);
    return;
  }
  fold.book.setQuarantined(account, event.type === 'account.quarantined');
  fold.soloActs.noteAccount(event, fold.policy.approvals);
};

const changeFlags = (fold: ActFold, event: EventOf<'flag.changed'>, position: Position): void => {
  const { definition } = fold.flags;
  fold.flags.note(event, position);
  // One that came too late changes nothing, and so nobody agreed on it.
  if (fold.flags.definition === event.data.flags)
    fold.soloActs.noteFlags(event, definition, fold.policy.approvals);
};

/** Folds an act into the parts that remember it. */
export const applyAct = (fold: ActFold, event: PlainAct, position: Position): void => {
  switch (event.type) {
    case 'account.quarantined':
    case 'account.reinstated':
    case 'account.labelled':
      moderate(fold, event, position);
      break;
    case 'flag.changed':
      changeFlags(fold, event, position);
      break;
    case 'change.requested':
    case 'change.edited':
    case 'change.approved':
    case 'change.rejected':
    case 'change.withdrawn':
    case 'change.applied':
      fold.changes.note(event, position, (proposal) => proposedChange(proposal).diff(fold));
      break;
    case 'rollout.changed':
      fold.rollouts.note(event, position, fold.flags.digest);
      break;
    case 'experiment.started':
    case 'experiment.stopped':
      fold.experiments.note(event, position);
      break;
    case 'model.promoted':
    case 'model.rolledback':
      break;
  }
};

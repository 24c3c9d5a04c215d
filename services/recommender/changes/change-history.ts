import type { EventOf } from '../../contracts/events.ts';
import {
  type ChangeAct,
  type ChangeProposal,
  type ChangeRow,
  type DiffRow,
  MAX_DIFF_ROWS,
} from '../../contracts/http/changes.ts';
import type { Author } from '../../contracts/primitives.ts';
import type { Position } from '../../platform/event-log/event-log.ts';

/** Changes that are over and shown; all of them stay on the log. */
const KEPT = 200;

type Written = EventOf<'change.requested' | 'change.edited'>;
type Decided = EventOf<'change.approved' | 'change.rejected' | 'change.withdrawn' | 'change.applied'>;
export type ChangeEvent = Written | Decided;

interface Approval {
  readonly author: Author;
  readonly digest: string;
}

export interface Change {
  readonly changeId: string;
  readonly kind: ChangeProposal['kind'];
  readonly state: ChangeRow['state'];
  readonly digest: string;
  readonly base: string;
  readonly author: Author;
  readonly reason: string;
  /** The first MAX_DIFF_ROWS, and how many there are. */
  readonly diff: readonly DiffRow[];
  readonly differences: number;
  readonly acts: readonly ChangeAct[];
  /** While it is open. */
  readonly proposal?: ChangeProposal;
  /** Of what it is now, while it waits to be applied. */
  readonly approval?: Approval;
}

const words = {
  'change.requested': 'requested',
  'change.edited': 'edited',
  'change.approved': 'approved',
  'change.rejected': 'rejected',
  'change.withdrawn': 'withdrawn',
  'change.applied': 'applied',
} as const;

const actOf = ({ type, data, time }: ChangeEvent, position: Position): ChangeAct => ({
  act: words[type],
  position,
  time,
  author: data.author,
  reason: data.reason,
  ...('digest' in data && { digest: data.digest }),
});

const voided = (acts: readonly ChangeAct[]): readonly ChangeAct[] =>
  acts.map((known) => (known.act === 'approved' ? { ...known, isVoid: true } : known));

const isWritten = (event: ChangeEvent): event is Written =>
  event.type === 'change.requested' || event.type === 'change.edited';

/** Changes that two people make, folded from the log: those that are open, and the last that are over. */
export class ChangeHistory {
  /** By id, the oldest first. */
  #open = new Map<string, Change>();
  /** Newest first. */
  #closed: readonly Change[] = [];

  /** The oldest first. */
  get open(): readonly Change[] {
    return [...this.#open.values()];
  }

  /** Those that wait, then those that are over; of each the newest first. */
  get all(): readonly Change[] {
    return [...this.open.toReversed(), ...this.#closed];
  }

  find(changeId: string): Change | undefined {
    return this.#open.get(changeId) ?? this.#closed.find((change) => change.changeId === changeId);
  }

  save() {
    return { open: this.open, closed: this.#closed };
  }

  restore(saved: ReturnType<ChangeHistory['save']>): void {
    this.#open = new Map(saved.open.map((change) => [change.changeId, change]));
    this.#closed = saved.closed;
  }

  /** @param diffOf what a proposal would change, as things are at this position */
  note(
    event: ChangeEvent,
    position: Position,
    diffOf: (proposal: ChangeProposal) => readonly DiffRow[],
  ): void {
    const known = this.#open.get(event.data.changeId);
    if (isWritten(event)) this.#write(event, position, diffOf(event.data.proposal), known);
    else if (known) this.#decide(event, position, known);
  }

  /** What is written anew is a new thing: no approval is left. */
  #write(event: Written, position: Position, diff: readonly DiffRow[], known: Change | undefined): void {
    if ((event.type === 'change.edited') !== (known !== undefined)) return;
    const { changeId, proposal, base, digest, author, reason } = event.data;
    this.#open.set(changeId, {
      changeId,
      kind: proposal.kind,
      state: 'waiting',
      digest,
      base,
      author: known?.author ?? author,
      reason,
      diff: diff.slice(0, MAX_DIFF_ROWS),
      differences: diff.length,
      acts: [...voided(known?.acts ?? []), actOf(event, position)],
      proposal,
    });
  }

  #decide(event: Decided, position: Position, known: Change): void {
    const acts = [...known.acts, actOf(event, position)];
    switch (event.type) {
      case 'change.approved': {
        const { author, digest } = event.data;
        if (digest !== known.digest) return;
        this.#open.set(known.changeId, { ...known, state: 'approved', acts, approval: { author, digest } });
        break;
      }
      case 'change.rejected':
        this.#close({ ...known, state: 'rejected', acts });
        break;
      case 'change.withdrawn':
        this.#close({ ...known, state: 'withdrawn', acts });
        break;
      case 'change.applied':
        this.#close({ ...known, state: 'applied', acts });
        break;
    }
  }

  /** The document is on the log; here only what differed is kept. */
  #close({ proposal: _, approval: __, ...change }: Change): void {
    this.#open.delete(change.changeId);
    this.#closed = [change, ...this.#closed].slice(0, KEPT);
  }
}

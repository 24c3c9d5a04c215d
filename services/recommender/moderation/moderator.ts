import type { EventOf } from '../../contracts/events.ts';
import type { Author } from '../../contracts/primitives.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import { checkAccountsAlone } from '../changes/check-alone.ts';
import { accountsChange } from '../changes/kinds/accounts-change.ts';
import type { ActsInTurn } from '../replay/acts-in-turn.ts';
import type { OwnEvents } from '../replay/own-events.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';

type Label = EventOf<'account.labelled'>['data']['label'];
type Move = 'account.quarantined' | 'account.reinstated';

/** Accounts that were moved, and the position from which on they are. */
interface Moved {
  readonly accounts: string[];
  readonly position: Position;
}

/** What people do about accounts. Each act is an event; it takes effect on the next answer. */
export interface Moderator {
  act(type: Move, accountId: string, reason: string, author: Author): Promise<Position>;
  /**
   * All of them or none, in one append; those that are so already stay as they are.
   * @throws AppError 403 where it takes two people, 404 for an unknown one, 409 where all are so already, 422 for one twice
   */
  actOnAll(type: Move, accountIds: readonly string[], reason: string, author: Author): Promise<Moved>;
  label(accountId: string, label: Label, reason: string, author: Author): Promise<Position>;
}

interface ModeratorDeps {
  readonly put: OwnEvents;
  readonly putInTurn: ActsInTurn['put'];
  readonly state: RecommenderState;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export const createModerator = ({ put, putInTurn, state, now }: ModeratorDeps): Moderator => ({
  act: (type, accountId, reason, author) =>
    put({ type, data: { accountId, reason, author } }, `accounts/${accountId}`),
  async actOnAll(type, accountIds, reason, author) {
    const change = accountsChange(type, accountIds);
    let accounts: string[] = [];
    const position = await putInTurn(() => {
      change.check(state, now());
      accounts = change.diff(state).map(({ path }) => path);
      checkAccountsAlone(state, accounts, now());
      return accounts.map((accountId) => ({
        content: { type, data: { accountId, reason, author } },
        subject: `accounts/${accountId}`,
      }));
    });
    return { accounts, position };
  },
  label: (accountId, label, reason, author) =>
    put({ type: 'account.labelled', data: { accountId, label, reason, author } }, `accounts/${accountId}`),
});

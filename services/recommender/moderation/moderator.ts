import type { EventOf } from '../../contracts/events.ts';
import type { Author } from '../../contracts/primitives.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import type { OwnEvents } from '../replay/own-events.ts';

type Label = EventOf<'account.labelled'>['data']['label'];

/** What people do about accounts. Each act is an event; it takes effect on the next answer. */
export interface Moderator {
  act(
    type: 'account.quarantined' | 'account.reinstated',
    accountId: string,
    reason: string,
    author: Author,
  ): Promise<Position>;
  label(accountId: string, label: Label, reason: string, author: Author): Promise<Position>;
}

export const createModerator = (put: OwnEvents): Moderator => ({
  act: (type, accountId, reason, author) =>
    put({ type, data: { accountId, reason, author } }, `accounts/${accountId}`),
  label: (accountId, label, reason, author) =>
    put({ type: 'account.labelled', data: { accountId, label, reason, author } }, `accounts/${accountId}`),
});

import type { FlagDefinition } from '../../services/contracts/http/flags.ts';
import type { FindingKind } from '../../services/contracts/http/incidents.ts';
import type { EventOf, RelishEvent } from '../../services/contracts/events.ts';
import type { RolloutActName, RolloutDocument } from '../../services/contracts/rollout.ts';
import type { Author } from '../../services/contracts/primitives.ts';
import type { Policy } from '../../services/contracts/policy.ts';
import { digestOf } from '../../services/platform/digest/canonical-digest.ts';
import { daysAgo } from './an-order.ts';

export const admin = { id: 'admin', role: 'admin' } as const;

let acts = 0;
const envelope = () => {
  acts += 1;
  return { specversion: '1.0', source: '/recommender', id: `act-${acts}`, time: daysAgo(0) } as const;
};

export const quarantined = (accountId: string): RelishEvent => ({
  ...envelope(),
  type: 'account.quarantined',
  data: { accountId, reason: 'floods the stand', author: admin },
});

export const reinstated = (accountId: string): RelishEvent => ({
  ...envelope(),
  type: 'account.reinstated',
  data: { accountId, reason: 'was somebody else', author: admin },
});

export const labelled = (accountId: string): RelishEvent => ({
  ...envelope(),
  type: 'account.labelled',
  data: { accountId, label: 'honest', reason: 'we know each other', author: admin },
});

export const flagsChanged = (flags: FlagDefinition): RelishEvent => ({
  ...envelope(),
  type: 'flag.changed',
  data: { flags, reason: 'to see what happens', author: admin },
});

export const policyActivated = (policy: Policy, reason = 'to see what happens'): RelishEvent => ({
  ...envelope(),
  type: 'policy.activated',
  data: { digest: digestOf(policy), policy, reason, author: admin },
});

/** Asked for, or written anew; whatever is in force. */
export const changeWritten = (
  type: 'change.requested' | 'change.edited',
  changeId: string,
  accounts: readonly string[],
): RelishEvent => {
  const kind = 'quarantine' as const;
  const proposal = { kind, document: { accounts: [...accounts] } };
  const digests = { base: digestOf('base'), digest: digestOf(proposal) };
  return { ...envelope(), type, data: { changeId, proposal, ...digests, reason: 'a farm', author: admin } };
};

export const changeApproved = (changeId: string, accounts: readonly string[]): RelishEvent => {
  const digest = digestOf({ kind: 'quarantine', document: { accounts } });
  return {
    ...envelope(),
    type: 'change.approved',
    data: { changeId, digest, reason: 'so it is', author: admin },
  };
};

export const changeRejected = (changeId: string): RelishEvent => ({
  ...envelope(),
  type: 'change.rejected',
  data: { changeId, reason: 'it is a club', author: admin },
});

const byItself = { id: 'relish', role: 'service' } as const;

export const incidentOpened = (incidentId: string): RelishEvent => {
  const facts = { refused: 3, seen: 5, windowMinutes: 15, share: 100_000, reasons: { 'not-json': 3 } };
  const data = {
    incidentId,
    kind: 'bad-records',
    facts,
    reason: 'too much garbage',
    author: byItself,
  } as const;
  return { ...envelope(), type: 'incident.opened', data };
};

export const incidentFound = (incidentId: string, kind: FindingKind): RelishEvent => {
  const facts = { severity: 'page' as const, wayOut: 'look at it', figures: [], about: [] };
  const data = { incidentId, kind, facts, reason: 'something is weird', author: byItself };
  return { ...envelope(), type: 'incident.opened', data };
};

export const incidentClosed = (incidentId: string, author: Author = byItself): RelishEvent => ({
  ...envelope(),
  type: 'incident.closed',
  data: { incidentId, reason: 'the garbage has stopped', author },
});

/** An act on a rollout; with its document it starts. */
export const rolloutChanged = (
  rolloutId: string,
  act: RolloutActName,
  said: { readonly step?: number; readonly document?: RolloutDocument; readonly expected?: string } = {},
  time = daysAgo(0),
): RelishEvent => ({
  ...envelope(),
  time,
  type: 'rollout.changed',
  data: { rolloutId, act, step: 0, reason: 'to see what happens', author: byItself, ...said },
});

const someDigest = `sha256:${'0'.repeat(64)}`;

export const modelTrained = (
  rest: Partial<EventOf<'model.trained'>['data']> = {},
): EventOf<'model.trained'> => ({
  ...envelope(),
  type: 'model.trained',
  data: {
    name: 'ease',
    version: '1',
    artifact: someDigest,
    bytes: 1,
    asOf: '0'.repeat(16),
    policy: someDigest,
    day: '2026-11-20',
    trainingSet: someDigest,
    accounts: 1,
    items: 1,
    seconds: 1,
    reason: 'to see what happens',
    author: admin,
    ...rest,
  },
});

type ItemEvent = EventOf<'item.listed' | 'item.soldout' | 'item.restocked'>;

/** Something said of an item; `id` tells two things said at the same time apart. */
export const item = (
  type: ItemEvent['type'],
  itemId: string,
  time = daysAgo(0),
  rest: { readonly name?: string; readonly price?: number } = {},
  id = `${type}/${itemId}/${time}`,
): ItemEvent => ({
  specversion: '1.0',
  source: '/stands/test',
  id,
  time,
  type,
  data: { itemId, ...rest },
});

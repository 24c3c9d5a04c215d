import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openEmbeddedEventLog } from '../../services/platform/event-log/embedded-event-log.ts';
import { type EventLog, ORIGIN } from '../../services/platform/event-log/event-log.ts';
import { defaultFlags } from '../../services/platform/flags/default-flags.ts';
import { ActsInTurn } from '../../services/recommender/replay/acts-in-turn.ts';
import { Follower } from '../../services/recommender/replay/follower.ts';
import { createOwnEvents, type OwnEvents } from '../../services/recommender/replay/own-events.ts';
import { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import { smallPolicy } from '../builders/policies.ts';

const LIMIT = 3;
const approvals = { quarantineOver: LIMIT, flagOver: 0, policies: 'two' as const, people: [] };
const author = { id: 'alice', role: 'admin' } as const;

interface Replica extends AsyncDisposable {
  readonly put: OwnEvents;
  readonly putInTurn: ActsInTurn['put'];
}

let folder: string;
let log: EventLog;
let replicas: readonly Replica[];

/** A recommender's way to the log: a fold of its own, and what it puts by it. */
const aReplica = (): Replica => {
  const state = new RecommenderState({ ...smallPolicy, approvals }, defaultFlags);
  const follower = new Follower(log, state);
  follower.start((error) => {
    throw error;
  });
  const basis = { log, state, follower, newId: randomUUID, now: () => Date.parse('2026-11-20T12:00:00Z') };
  const { put: putInTurn } = new ActsInTurn(basis);
  return {
    putInTurn,
    put: createOwnEvents({ ...basis, putInTurn }),
    [Symbol.asyncDispose]: () => follower[Symbol.asyncDispose](),
  };
};

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'acts-in-turn-'));
  log = await openEmbeddedEventLog({ folder });
  replicas = [aReplica(), aReplica(), aReplica()];
});
afterEach(async () => {
  for (const replica of replicas) await replica[Symbol.asyncDispose]();
  await log[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const quarantine = async ({ put }: Replica, accountId: string): Promise<string> => {
  const data = { accountId, reason: 'one after the other', author };
  try {
    await put({ type: 'account.quarantined', data }, `accounts/${accountId}`);
    return 'done';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
};

describe('acts of several replicas at once', () => {
  test('are decided one after the other: nobody gets past a limit by being quick', async () => {
    const said = await Promise.all(
      Array.from({ length: 12 }, (_, index) => quarantine(replicas[index % 3]!, `a-${index}`)),
    );
    expect(said.filter((outcome) => outcome === 'done')).toHaveLength(LIMIT);
    expect(said.filter((outcome) => outcome === 'approval-needed')).toHaveLength(12 - LIMIT);
    const { events } = await log.read(ORIGIN, 100);
    expect(events.map(({ type }) => type)).toEqual(
      Array.from({ length: LIMIT }, () => 'account.quarantined'),
    );
  });

  test('may turn out to be none, as things are in their turn', async () => {
    const [one, other] = replicas;
    expect(await quarantine(one!, 'a-1')).toBe('done');
    const head = log.head();
    await other!.putInTurn(() => []);
    expect(log.head()).toBe(head);
    expect(await quarantine(other!, 'a-2')).toBe('done');
  });

  test('leave nothing behind that is refused, and hold nobody up after it', async () => {
    const [one, other] = replicas;
    const changed = one!.put(
      { type: 'flag.changed', data: { flags: {}, reason: 'off with it', author } },
      'flags',
    );
    await expect(changed).resolves.toBeDefined();
    const flags = { ...defaultFlags, another: { ...Object.values(defaultFlags)[0]! } };
    const refused = other!.put(
      { type: 'flag.changed', data: { flags, reason: 'a new one', author } },
      'flags',
    );
    await expect(refused).rejects.toMatchObject({ code: 'approval-needed' });
    expect(await quarantine(other!, 'a-1')).toBe('done');
    expect((await log.read(ORIGIN, 100)).events).toHaveLength(2);
  });
});

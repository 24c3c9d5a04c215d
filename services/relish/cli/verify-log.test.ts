import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventOf, RelishEvent } from '../../contracts/events.ts';
import { openEmbeddedEventLog } from '../../platform/event-log/embedded-event-log.ts';
import { digestOf } from '../../platform/digest/canonical-digest.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import { defaultFlags } from '../../platform/flags/default-flags.ts';
import { defaultPolicy } from '../../recommender/integrity/policy.ts';
import { RecommenderState } from '../../recommender/replay/recommender-state.ts';
import { incidentClosed, incidentFound, incidentOpened } from '../../../test/builders/acts.ts';
import { verifyLog, type Fold } from './verify-log.ts';

const DAY = 86_400_000;
const START = Date.parse('2026-01-01T12:00:00Z');
const ACCOUNTS = 30;
const DAYS = 20;

const envelope = (id: string, day: number) => {
  const time = new Date(START + day * DAY).toISOString();
  return { specversion: '1.0', id, source: '/tests', time } as const;
};
const moderated = (type: 'account.quarantined' | 'account.reinstated', id: string): RelishEvent => ({
  ...envelope(id, 40),
  type,
  data: { accountId: 'a-7', reason: 'a test', author: { id: 'admin', role: 'admin' } },
});

const activated = (days: number, id: string): RelishEvent => {
  const policy = { ...defaultPolicy, standing: { ...defaultPolicy.standing, days } };
  const data = {
    digest: digestOf(policy),
    policy,
    reason: 'a test',
    author: { id: 'admin', role: 'admin' },
  } as const;
  return { ...envelope(id, 40), type: 'policy.activated', data };
};

/** Days enough for established accounts; some cancel, some give a part back. */
const history = (): RelishEvent[] => {
  const events: RelishEvent[] = [];
  for (let number = 0; number < ACCOUNTS * DAYS; number++) {
    const [account, day] = [number % ACCOUNTS, Math.floor(number / ACCOUNTS)];
    const whole = { orderId: `o-${number}`, accountId: `a-${account}` };
    const lines: EventOf<'order.placed'>['data']['lines'] = [
      { itemId: `i-${(account * 7 + day) % 23}`, quantity: 2 },
      { itemId: `i-${(account + day * 5) % 23}`, quantity: 1 },
    ];
    events.push({ ...envelope(`${number}/p`, day), type: 'order.placed', data: { ...whole, lines } });
    events.push({ ...envelope(`${number}/f`, day), type: 'order.fulfilled', data: whole });
    if (number % 9 === 0) {
      events.push({ ...envelope(`${number}/c`, day), type: 'order.cancelled', data: whole });
    }
    if (number % 7 === 0) {
      const part = [{ itemId: lines[0]?.itemId ?? '', quantity: 1 }];
      events.push({
        ...envelope(`${number}/r`, day + 1),
        type: 'order.refunded',
        data: { ...whole, lines: part },
      });
    }
  }
  // Were these two mixed, the account's votes would be back; were those, nobody would be established.
  events.splice(600, 0, moderated('account.reinstated', 'm-1'), activated(DAYS + 1, 'p-1'));
  events.push(activated(3, 'p-2'));
  events.push(moderated('account.quarantined', 'm-2'));
  return events;
};

let folder: string;
let log: EventLog;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relish-verified-'));
  log = await openEmbeddedEventLog({ folder });
  await log.append(history());
});
afterAll(async () => {
  await log[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const verify = (createFold: () => Fold, seed = 1) =>
  verifyLog({ log, createFold, seed, onProgress: () => undefined, stop: new AbortController().signal });
const createState = () => new RecommenderState(defaultPolicy, defaultFlags);

/** Publication is held over a stretch of the log, twice: the second time as given. */
const withIncidents = async (last: readonly RelishEvent[]): Promise<EventLog> => {
  const events = history();
  events.splice(900, 0, incidentClosed('one'));
  events.splice(300, 0, incidentOpened('one'), incidentOpened('idle'));
  events.splice(1_100, 0, ...last);
  const held = await openEmbeddedEventLog({ folder: join(folder, `held-${last.length}`) });
  await held.append(events);
  return held;
};

describe('verifyLog', () => {
  it('counts what waited as if it never had, and nothing that still waits', async () => {
    const verifyHeld = async (last: readonly RelishEvent[]) => {
      await using held = await withIncidents(last);
      const stop = new AbortController().signal;
      return await verifyLog({
        log: held,
        createFold: createState,
        seed: 1,
        onProgress: () => undefined,
        stop,
      });
    };
    const [over, open] = [
      await verifyHeld([]),
      await verifyHeld([incidentOpened('two'), incidentClosed('idle')]),
    ];
    expect([over.equal, over.waiting, over.inOrder]).toEqual([true, 0, (await verify(createState)).inOrder]);
    expect(open.equal).toBe(true);
    expect(open.waiting).toBeGreaterThan(100);
    expect(open.inOrder).not.toBe(over.inOrder);
    const found = await verifyHeld([incidentFound('three', 'stale-data')]);
    expect([found.equal, found.waiting, found.inOrder]).toEqual([true, 0, over.inOrder]);
  });

  it.each([1, 2, 3])('finds the recommender indifferent to the order of arrival (seed %i)', async (seed) => {
    const found = await verify(createState, seed);
    expect(found).toMatchObject({ equal: true, events: history().length, position: log.head(), leftOut: 0 });
    expect(found.repeated).toBeGreaterThan(50);
    expect(found.inOrder).not.toBe(createState().digest());
  });

  it('finds out a fold that hears who came last', async () => {
    let last = '';
    const createFold = (): Fold => ({
      apply(events) {
        last = events.findLast(({ type }) => type === 'order.placed')?.id ?? last;
      },
      digest: () => last,
    });
    expect((await verify(createFold)).equal).toBe(false);
  });

  it('finds out a fold that counts what is said twice', async () => {
    const createFold = (): Fold => {
      let count = 0;
      return { apply: (events) => void (count += events.length), digest: () => String(count) };
    };
    expect((await verify(createFold)).equal).toBe(false);
  });

  it('gives every event to both folds', async () => {
    const heard: Set<string>[] = [];
    const createFold = (): Fold => {
      const ids = new Set<string>();
      heard.push(ids);
      return { apply: (events) => events.forEach(({ id }) => ids.add(id)), digest: () => '' };
    };
    await verify(createFold);
    expect(heard.map((ids) => ids.size)).toEqual([history().length, history().length]);
  });

  it('tells how far it is, and stops when told to', async () => {
    const steps: number[] = [];
    const stop = new AbortController();
    const onProgress = (folded: number) => {
      steps.push(folded);
      if (folded >= history().length) stop.abort();
    };
    const options = { log, createFold: createState, seed: 1, onProgress, stop: stop.signal };
    await expect(verifyLog(options)).rejects.toThrow();
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(steps.at(-1)).toBeLessThan(history().length * 2);
  });

  it('takes an empty log as it is', async () => {
    const empty = { read: async (after: string) => ({ events: [], last: after, positionOf: () => after }) };
    const stop = new AbortController().signal;
    const found = await verifyLog({
      log: empty,
      createFold: createState,
      seed: 1,
      onProgress: () => undefined,
      stop,
    });
    expect(found).toMatchObject({ equal: true, events: 0 });
  });
});

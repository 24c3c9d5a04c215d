import { beforeEach, describe, expect, test } from '@jest/globals';
import type { RelishEvent } from '../../contracts/events.ts';
import type { Question } from '../../contracts/http/answers.ts';
import { positionAt, sequenceOf } from '../../platform/event-log/position.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { createLogger } from '../../platform/telemetry/logger.ts';
import { aLiveArtifact } from '../../../test/builders/a-live-artifact.ts';
import { aShop } from '../../../test/builders/a-shop.ts';
import { admin, incidentClosed, incidentFound } from '../../../test/builders/acts.ts';
import { anOrder } from '../../../test/builders/an-order.ts';
import { withAnotherMenu } from '../../../test/builders/another-menu.ts';
import { applyTo, fold, listOf } from '../../../test/builders/fold.ts';
import { smallPolicy } from '../../../test/builders/policies.ts';
import { type OwnEvents, ownEvent } from '../replay/own-events.ts';
import { Asking } from './asking.ts';
import { IncidentWatch } from './incident-watch.ts';
import type { LiveArtifact } from './window/learnt-from.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const away = new AppError(503, 'log-away', 'The log is away.');
const somethingHappens = () => anOrder('o-1').by('a-1').of('i-1').events;

/** One replica that looks: over a log whose fold goes on, or stands still. */
const aReplica = (state = fold([]), live: readonly LiveArtifact[] = []) => {
  let now = Date.parse('2026-11-20T12:00:00Z');
  let ids = 0;
  let [isStill, takesNothing] = [false, false];
  /** On the log and not folded. */
  let waiting: RelishEvent[] = [];
  const written: RelishEvent[] = [];
  const head = () => positionAt(sequenceOf(state.position) + waiting.length);
  const goOn = () => {
    if (isStill) return;
    applyTo(state, waiting);
    waiting = [];
  };
  const put: OwnEvents = async (content, subject) => {
    if (takesNothing) throw away;
    const event = ownEvent(content, subject, { newId: () => `own-${++ids}`, now: () => now });
    waiting.push(event);
    written.push(event);
    const position = head();
    goOn();
    return position;
  };
  const preview = async (question: Question) => listOf(state, question);
  const asking = new Asking({ state, preview, reproduce: () => Promise.reject(away) });
  const watch = new IncidentWatch({
    ...{
      state,
      follower: { still: (work) => work() },
      put,
      asking,
      preview,
      bundles: undefined,
      logger: createLogger('silent'),
    },
    live: () => live,
    ...{ log: { head, awaySince: () => undefined }, newId: () => `ours-${++ids}`, now: () => now },
    refused: () => [],
    recheck: () => Promise.resolve(),
    isReady: () => true,
  });
  return {
    state,
    /** By anybody. */
    append(events: readonly RelishEvent[]) {
      waiting.push(...events);
      goOn();
    },
    standStill() {
      isStill = true;
    },
    goOn() {
      isStill = false;
      goOn();
    },
    takeNothing(isSo: boolean) {
      takesNothing = isSo;
    },
    /** @returns what it put on the log meanwhile */
    async lookAfter(milliseconds: number): Promise<readonly RelishEvent['type'][]> {
      now += milliseconds;
      const before = written.length;
      await watch.look(new AbortController().signal);
      return written.slice(before).map(({ type }) => type);
    },
  };
};

let replica: ReturnType<typeof aReplica>;
beforeEach(() => {
  replica = aReplica();
});

/** Events come and the fold doesn't move, for half a minute. */
const getStuck = async () => {
  replica.standStill();
  replica.append(somethingHappens());
  expect(await replica.lookAfter(SECOND)).toEqual([]);
};

describe('an incident is opened', () => {
  test('once, though the fold that stands still knows nothing of it', async () => {
    await getStuck();
    expect(await replica.lookAfter(31 * SECOND)).toEqual(['incident.opened']);
    for (let look = 0; look < 3; look++) expect(await replica.lookAfter(5 * SECOND)).toEqual([]);
  });

  test('at the next look, where the log took nothing', async () => {
    await getStuck();
    replica.takeNothing(true);
    await expect(replica.lookAfter(31 * SECOND)).rejects.toThrow(away);
    replica.takeNothing(false);
    expect(await replica.lookAfter(5 * SECOND)).toEqual(['incident.opened']);
  });

  test('again, though the last opening came too late because another replica was quicker', async () => {
    await getStuck();
    replica.append([incidentFound('theirs', 'stale-data')]);
    expect(await replica.lookAfter(31 * SECOND)).toEqual(['incident.opened']);
    replica.goOn();
    expect(replica.state.incidents.found.map(({ incidentId }) => incidentId)).toEqual(['theirs']);
    replica.append([incidentClosed('theirs')]);
    await getStuck();
    expect(await replica.lookAfter(31 * SECOND)).toEqual(['incident.opened']);
  });

  test('not because nothing has happened for long when something does', async () => {
    await replica.lookAfter(0);
    replica.standStill();
    replica.append(somethingHappens());
    expect(await replica.lookAfter(MINUTE)).toEqual([]);
  });
});

describe('an incident is closed', () => {
  test('ten minutes after it was seen last, and not by who has not looked for long', async () => {
    await replica.lookAfter(0);
    replica.append([incidentFound('theirs', 'old-business')]);
    expect(await replica.lookAfter(11 * MINUTE)).toEqual([]);
    for (let minute = 0; minute < 9; minute++) expect(await replica.lookAfter(MINUTE)).toEqual([]);
    expect(await replica.lookAfter(MINUTE)).toEqual(['incident.closed']);
    expect(replica.state.incidents.found).toEqual([]);
  });

  test('by a person, who needn’t say it again for a week where a menu has changed, unless it was over in between', async () => {
    const shop = aShop({ policy: smallPolicy, established: 60, extraDays: 40, items: 12 });
    const sold = withAnotherMenu(shop, '0');
    replica = aReplica(fold(shop, smallPolicy), [aLiveArtifact(fold(sold, smallPolicy))]);
    expect(await replica.lookAfter(0)).toEqual(['incident.opened']);
    const [incident] = replica.state.incidents.found;
    expect(incident?.kind).toBe('old-business');
    replica.append([incidentClosed(incident!.incidentId, admin)]);
    for (let look = 1; look < 14; look++) expect(await replica.lookAfter(12 * HOUR)).toEqual([]);
    expect(await replica.lookAfter(12 * HOUR)).toEqual(['incident.opened']);
  });
});

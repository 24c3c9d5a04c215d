import { beforeEach, describe, expect, test } from '@jest/globals';
import type { FindingKind } from '../../services/contracts/http/incidents.ts';
import { demoPeople } from '../../services/ordering/accounts/demo-people.ts';
import { hotDogs } from '../../services/ordering/menu/hot-dogs.ts';
import { defaultBehaviours } from '../../services/recommender/behaviours/default-behaviours.ts';
import { runBehaviours } from '../../services/recommender/behaviours/run-behaviours.ts';
import { monitors } from '../../services/recommender/incidents/monitors/monitors.ts';
import type { LiveArtifact } from '../../services/recommender/incidents/window/learnt-from.ts';
import { cooccurrenceModel } from '../../services/recommender/models/cooccurrence/cooccurrence-model.ts';
import { simulateMonth } from '../../services/relish/demo/simulated-month.ts';
import { aLiveArtifact } from '../builders/a-live-artifact.ts';
import { aShop } from '../builders/a-shop.ts';
import { quarantined } from '../builders/acts.ts';
import { withAnotherMenu } from '../builders/another-menu.ts';
import { anOrder } from '../builders/an-order.ts';
import { fold, listOf, popular, recommended } from '../builders/fold.ts';
import { WatchedShop } from '../builders/watched.ts';

const accountIds = demoPeople.filter(({ role }) => role === 'customer').map(({ accountId }) => accountId);
const monthUpTo = (day: string) =>
  simulateMonth({
    now: new Date(`${day}T15:00:00Z`),
    timeZone: 'America/New_York',
    accountIds,
    menu: hotDogs,
    seed: 8,
  });
const MONTH = monthUpTo('2026-11-21');
const EVENING = '2026-11-20T20:00:00Z';
const HOUR = 3_600;

let shop: WatchedShop;
/** A month of lunches, and a day on which everybody looked at his list twice. */
beforeEach(() => {
  shop = new WatchedShop(fold(MONTH), EVENING);
  for (let round = 0; round < 2; round++) {
    for (const account of accountIds) shop.look(account, 10);
    shop.look(accountIds[0]!, HOUR);
    for (let look = 0; look < 6; look++) shop.window();
  }
});

/** People look one after the other, and monitors after every fifth: after how many lists was it found? */
const listsUntil = (kind: FindingKind, atMost: number, microseconds?: number): number => {
  const before = shop.requests;
  while (shop.requests - before < atMost) {
    for (let look = 0; look < 5; look++) shop.look(accountIds[shop.requests % accountIds.length]!);
    if (shop.findings(microseconds).has(kind)) return shop.requests - before;
  }
  throw new Error(`${kind} was not found within ${atMost} lists`);
};

describe('incidents of a system that is up, fast and wrong', () => {
  test('nothing is found while it is right', () => {
    for (let look = 0; look < 20; look++) {
      for (const account of accountIds.slice(0, 5)) shop.look(account);
      expect([...shop.findings()]).toEqual([]);
    }
  });

  describe('a model of an old business: another menu is sold, and lists stay as they were', () => {
    const next = withAnotherMenu(
      monthUpTo('2026-12-05').filter(({ time }) => time > EVENING),
      EVENING,
    );
    const old = fold(MONTH);

    /** Orders until it is found; monitors look after every tenth. @param train what is live from a new day on */
    const ordersUntilFound = (train?: () => LiveArtifact): number => {
      shop.recommend = (_, question) => listOf(old, question);
      let orders = 0;
      let day = '';
      for (const event of next) {
        if (event.type === 'order.placed') {
          if (train && event.time.slice(0, 10) > day) shop.live = [train()];
          day = event.time.slice(0, 10);
          if (++orders % 10 === 0 && shop.findings().has('old-business')) return orders;
        }
        shop.apply(event);
      }
      throw new Error('an old business was not found');
    };

    // Two or three days: so much of a week's lunches must have been other ones that chance wouldn't make it.
    test('found within 110 orders where what was trained before stays live, and it says of what', () => {
      shop.live = [aLiveArtifact(old, cooccurrenceModel)];
      expect(ordersUntilFound()).toBeLessThanOrEqual(110);
      const { reason, facts } = shop.findings().get('old-business')!;
      expect(reason).toMatch(
        /cooccurrence was trained from \(artifact [0-9a-f]{8}, training set of 2026-11-20\)/,
      );
      expect(facts.about).toHaveLength(6);
      expect(facts.about[0]).toMatchObject({ what: 'model', id: 'cooccurrence' });
      const items = facts.about.slice(1).map(({ id, note }) => [id.startsWith('new-'), note?.slice(0, 4)]);
      expect(items).toContainEqual([true, '0.0%']);
    });

    test('found within 110 orders where the model is trained each day, as the old business outweighs the new one', () => {
      expect(ordersUntilFound(() => aLiveArtifact(shop.state, cooccurrenceModel))).toBeLessThanOrEqual(110);
    });

    test('found within 150 orders where no trained model is live, by the four weeks before', () => {
      expect(ordersUntilFound()).toBeLessThanOrEqual(150);
    });
  });

  test('inputs ignored, and so faster: found by what is asked in pairs, before many people see it', () => {
    const anybody = listOf(shop.state, popular(5));
    const right = listOf(shop.state, recommended(accountIds[0]!, 5));
    shop.recommend = () => ({ ...right, items: anybody.items });
    expect(listsUntil('inputs-ignored', 30, 150)).toBeLessThanOrEqual(30);
  });

  test('speed alone opens nothing', () => {
    expect(() => listsUntil('inputs-ignored', 100, 10)).toThrow(/not found/);
  });

  test('the wrong artifact: what is on the log does not come out again, within three answers', () => {
    const recorded = shop.state.recentAnswers.comparable().slice(0, 3);
    expect(recorded).toHaveLength(3);
    const reversed = (account: string) => listOf(shop.state, recommended(account, 5)).items.toReversed();
    for (const { exposure } of recorded) {
      const { answer, question } = exposure.data;
      const again = question.kind === 'recommendations' ? reversed(question.accountId) : [];
      const isIdentical = JSON.stringify(again) === JSON.stringify(answer.items);
      shop.golden.push({ requestId: exposure.id, model: answer.model.name, isIdentical });
    }
    expect([...shop.findings().keys()]).toEqual(['wrong-artifact']);
  });

  test('the wrong artifact: what was trained is not what was signed, at the first look', () => {
    const digest = `sha256:${'0'.repeat(64)}`;
    const refused = [{ model: 'ease', artifact: digest, code: 'artifact-swapped' }];
    const found = monitors.flatMap((monitor) => {
      const finding = monitor.runOnce({ ...shop.window(), refused });
      return finding ? [[monitor.name, finding.facts.about[0]]] : [];
    });
    const note = `artifact-swapped: ${digest}`;
    expect(found).toEqual([['wrong-artifact', { what: 'model', id: 'ease', note }]]);
  });

  test('the default for everybody', () => {
    shop.recommend = (state) => listOf(state, popular(5));
    expect(listsUntil('default-for-everybody', 60)).toBeLessThanOrEqual(50);
  });

  test('labels that changed: the list upside down', () => {
    shop.recommend = (state, question) => {
      const all = listOf(state, { ...question, limit: 100 });
      return { ...all, items: all.items.toReversed().slice(0, 5) };
    };
    expect(listsUntil('label-distribution', 60)).toBeLessThanOrEqual(60);
  });

  test('an item that is pushed to everybody', () => {
    const [last] = listOf(shop.state, popular(100)).items.slice(-1);
    shop.recommend = (state, question) => {
      const right = listOf(state, question);
      return { ...right, items: [last!, ...right.items.slice(0, 4)] };
    };
    expect(listsUntil('exposure-jump', 60)).toBeLessThanOrEqual(45);
  });

  test('“our application killed Bob Dylan”: confident, certified, wrong, and a statement that fails', async () => {
    const rightly = await runBehaviours(shop.state, 'peers', defaultBehaviours);
    expect(rightly.map(({ holds }) => holds)).toEqual([true, true, true, true]);
    expect(rightly.every(({ cases }) => cases > 0)).toBe(true);
    const results = await runBehaviours(
      shop.state,
      (question) => {
        const right = listOf(shop.state, { ...question, limit: question.limit + 1 });
        return { ...right, items: right.items.filter(({ itemId }) => itemId !== 'bcpcc-8') };
      },
      defaultBehaviours,
    );
    const failed = results.filter(({ holds }) => !holds);
    expect(failed.map(({ id }) => id)).toEqual(['favourites-are-seen']);
    expect(failed[0]!.failures[0]).toMatchObject({ detail: 'bcpcc-8 is not among the first 5' });
  });
});

describe('what is done to a shop', () => {
  test('an attack under way: placed and cancelled, within 40 orders', () => {
    for (let order = 0; order < 40; order++) {
      const events = anOrder(`x-${order}`)
        .by(`saboteur-${order % 4}`)
        .of('chili-4')
        .placedAt(`2026-11-20T20:${String(order % 60).padStart(2, '0')}:00Z`)
        .cancelled().events;
      for (const event of events) shop.apply(event);
    }
    const found = shop.findings().get('raw-counted-drift');
    expect(found?.facts.about[0]).toMatchObject({ what: 'item', id: 'chili-4' });
  });

  test('a farm that fills the newcomers’ pool of an item, until its accounts are quarantined', () => {
    const farm = Array.from({ length: 30 }, (_, account) => `farm-${account}`);
    for (const account of farm) {
      const order = anOrder(`o-${account}`).by(account).of('danish-10').placedAt('2026-11-20T15:00:00Z');
      for (const event of order.fulfilled().events) shop.apply(event);
    }
    expect(shop.findings().get('newcomer-pool-saturated')?.facts.about).toEqual([
      { what: 'item', id: 'danish-10' },
    ]);
    for (const account of farm) shop.apply(quarantined(account));
    expect(shop.findings().has('newcomer-pool-saturated')).toBe(false);
  });

  test('a stopped fold, and lists that are made from the past', () => {
    const stale = monitors.find(({ name }) => name === 'stale-data')!;
    const window = shop.window();
    expect(stale.runOnce({ ...window, fold: { behind: 7, stillSeconds: 29 } })).toBeUndefined();
    expect(stale.runOnce({ ...window, fold: { behind: 0, stillSeconds: 90 } })).toBeUndefined();
    expect(stale.runOnce({ ...window, fold: { behind: 7, stillSeconds: 30 } })).toBeDefined();
    const { position } = window;
    shop.recommend = (state, question) => ({ ...listOf(state, question), position });
    expect(listsUntil('stale-data', 80)).toBeLessThanOrEqual(50);
  });

  test('votes that a few accounts hold', () => {
    const found = (established: number) => {
      const window = new WatchedShop(fold(aShop({ established, items: 6 })), EVENING).window();
      const few = { ...window, votes: { ...window.votes, effective: window.votes.accounts / 5 } };
      return monitors.map((monitor) => monitor.runOnce(few)?.facts.severity).filter(Boolean);
    };
    expect(found(60)).toEqual(['ticket']);
    expect(found(30)).toEqual([]);
  });
});

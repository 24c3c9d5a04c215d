import { describe, expect, test } from '@jest/globals';
import { aShop, establishedAt } from '../../../test/builders/a-shop.ts';
import { item, quarantined } from '../../../test/builders/acts.ts';
import { anOrder, daysAgo } from '../../../test/builders/an-order.ts';
import { eventsOf } from '../../../test/builders/attack.ts';
import { fold, listOf, popular, recommended } from '../../../test/builders/fold.ts';
import { blameIn, byTime } from '../../../test/builders/look-back.ts';
import { smallPolicy } from '../../../test/builders/policies.ts';
import { tellBlame } from './tell-blame.ts';

const NAME = 'Blue Cheese and Potato Chip Complete';
const history = byTime(aShop({ policy: smallPolicy, established: 9, newcomers: 2, items: 6 }));
/** Whom everybody likes best. */
const favourite = listOf(fold(history, smallPolicy), popular()).items[0]!.itemId;
const shop = [...history, item('item.listed', favourite, daysAgo(0), { name: NAME })];
const others = listOf(fold(history, smallPolicy), popular())
  .items.map(({ itemId }) => itemId)
  .filter((itemId) => itemId !== favourite);
const about = { policy: smallPolicy, question: popular(3), itemId: favourite };

/** The story: random orders of everything but #8, cancelled at once. */
const cancelled = Array.from(
  { length: 60 },
  (_, index) =>
    others
      .reduce(
        (order, itemId) => order.of(itemId, 100),
        anOrder(`flood-${index}`).by(`prankster-${index % 4}`),
      )
      .placedAt(daysAgo(0))
      .cancelled().events,
).flat();

describe('a blame in words', () => {
  test('has the place, whose votes it is made of, the rival below and who is responsible for the rest', async () => {
    const { sentences } = tellBlame(await blameIn({ ...about, events: shop }), true);
    expect(sentences[0]).toMatch(
      new RegExp(
        `^${NAME} is first in the popular list because it has [\\d.]+ votes: [\\d.]+ from \\d established accounts`,
      ),
    );
    expect(sentences[1]).toMatch(/^It is [\d.]+ ahead of i-\d\.$/);
    expect(sentences.join(' ')).toMatch(/It came to the first place, from .* at position \d{16} \(2026-/);
    expect(sentences.at(-1)).toMatch(
      /^Model popular 1 answered, under policy sha256:[0-9a-f]{12}, which is in force from the start\.$/,
    );
  });

  test('of #8 after a flood of cancelled orders doesn’t name the flood: nothing of it moved anything', async () => {
    const before = await blameIn({ ...about, events: shop });
    const after = await blameIn({ ...about, events: [...shop, ...cancelled] });
    expect(after.stand).toEqual({ ...before.stand, position: after.stand.position });
    expect(after.lastMove).toEqual(before.lastMove);
    expect(after.lastChange).toEqual(before.lastChange);
    expect(JSON.stringify(tellBlame(after, true))).not.toContain('prankster');
  });

  test('of #8 after a flood that is even picked up says that newcomers count no more than their share', async () => {
    const fakes = eventsOf({ established: 0, newcomers: 20, items: others }, smallPolicy);
    const events = [...shop, ...fakes];
    const found = await blameIn({ ...about, events });
    expect(found.stand.rank).toBe(1);
    expect(found.lastMove!.position < String(shop.length + 1).padStart(16, '0')).toBe(true);
    const rival = await blameIn({ ...about, events, itemId: others[0]! });
    expect(rival.stand.uncapped).toBeGreaterThan(rival.stand.parts.newcomers);
    expect(tellBlame(rival, true).sentences[0]).toMatch(
      /from newcomers \(they gave [\d.]+: together they count no more\)/,
    );
    const { standings } = rival.backers;
    expect(standings.find(({ standing }) => standing === 'newcomer')!.accounts).toBeGreaterThanOrEqual(20);
  });

  test('of #8 that patient accounts pushed out names who took them out, and why', async () => {
    const events = [...shop, ...eventsOf({ established: 12, newcomers: 0, items: others }, smallPolicy)];
    const pushed = await blameIn({ ...about, events });
    expect(pushed.stand.rank).toBeGreaterThan(3);
    expect(pushed.lastMove).toMatchObject({ kind: 'order', type: 'order.fulfilled' });
    expect(pushed.lastMove!.accountId).toMatch(/^x-\d+$/);
    expect(tellBlame(pushed, true).sentences.join(' ')).toMatch(
      /It lacks [\d.]+ votes to the last of 3 places\./,
    );

    const taken = Array.from({ length: 12 }, (_, index) => quarantined(`x-${index}`));
    const found = await blameIn({ ...about, events: [...events, ...taken] });
    expect(found.stand.rank).toBe(1);
    expect(found.lastMove).toMatchObject({
      kind: 'act',
      type: 'account.quarantined',
      author: { id: 'admin' },
      reason: 'floods the stand',
      standing: 'quarantined',
    });
    const text = tellBlame(found, true).sentences.join(' ');
    expect(text).toMatch(/when admin quarantined x-\d+: “floods the stand”\./);
    expect(text).toMatch(
      /this moved it last: admin quarantined 12 accounts on .*, its place from [4-6] to 1\./,
    );
  });

  test('names no other account to whoever may not read accounts', async () => {
    const events = [
      ...shop,
      ...eventsOf({ established: 3, newcomers: 0, items: others }, smallPolicy),
      quarantined('x-0'),
    ];
    const question = recommended(establishedAt(1), 3);
    const found = await blameIn({ ...about, events, question });
    const told = tellBlame(found, false);
    expect(JSON.stringify(tellBlame(found, true))).toMatch(/x-\d/);
    expect(JSON.stringify(told)).not.toMatch(/x-\d|e-[02-9]/);
    expect(told.sentences[0]).toContain(`for ${establishedAt(1)}`);
    expect(told.acts[0]).toMatchObject({ author: { id: 'admin' }, count: 1 });
  });
});

import { describe, expect, test } from '@jest/globals';
import { item } from '../../../test/builders/acts.ts';
import { anOrder, daysAgo } from '../../../test/builders/an-order.ts';
import { fold, listOf, popular } from '../../../test/builders/fold.ts';
import { Catalogue } from './catalogue.ts';

const DOG = 0;
const noon = daysAgo(0);

/** `item.listed` of the dog, as the event that the catalogue takes. */
const listed = (time: string, rest: { readonly name?: string; readonly price?: number }, id = time) => {
  const event = item('item.listed', 'dog', time, rest, id);
  if (event.type !== 'item.listed') throw new Error('another event');
  return event;
};
const stocked = (
  type: 'item.soldout' | 'item.restocked',
  time: string,
  id = `${type} ${time}`,
  source = '/s',
) => {
  const event = { ...item(type, 'dog', time, {}, id), source };
  if (event.type === 'item.listed') throw new Error('another event');
  return event;
};

describe('what is known of an item', () => {
  test('is what was said last, by the time of the event and not of its arrival', () => {
    const catalogue = new Catalogue();
    catalogue.list(DOG, listed('2026-11-20T12:00:00Z', { name: 'Dog', price: 500 }));
    catalogue.list(DOG, listed('2026-11-19T12:00:00Z', { name: 'Old dog', price: 400 }));
    expect([catalogue.nameOf(DOG), catalogue.cheapest()]).toEqual(['Dog', 500]);
    // 13:30 in a zone two hours ahead is earlier, 11:30 in one an hour behind is later.
    catalogue.list(DOG, listed('2026-11-20T13:30:00+02:00', { name: 'Earlier' }));
    expect(catalogue.nameOf(DOG)).toBe('Dog');
    catalogue.list(DOG, listed('2026-11-20T11:30:00-01:00', { name: 'Later', price: 600 }));
    expect([catalogue.nameOf(DOG), catalogue.cheapest()]).toEqual(['Later', 600]);
  });

  test('holds for sold out and back again, however often it was heard', () => {
    const catalogue = new Catalogue();
    const out = stocked('item.soldout', '2026-11-20T12:00:00Z');
    const back = stocked('item.restocked', '2026-11-20T13:00:00Z');
    expect(catalogue.isSoldOut(DOG)).toBe(false);
    for (const event of [out, back, out, out]) catalogue.stock(DOG, event);
    expect(catalogue.isSoldOut(DOG)).toBe(false);
    catalogue.stock(DOG, stocked('item.soldout', '2026-11-20T13:00:01Z'));
    expect(catalogue.isSoldOut(DOG)).toBe(true);
  });

  test('does not depend on arrival, though two say it at once and their names look alike', () => {
    const sources = ['/s', '/s\n1', '/s\n', '["/s"'];
    const ids = ['1', '1\n1', '\n1', '"1"]', '1\n'];
    const said = sources.flatMap((source) => ids.map((id) => ({ source, id })));
    const afterwards = (...events: readonly ReturnType<typeof stocked>[]) => {
      const catalogue = new Catalogue();
      for (const event of events) catalogue.stock(DOG, event);
      return catalogue.isSoldOut(DOG);
    };
    for (const one of said) {
      for (const other of said.filter((event) => event !== one)) {
        const out = stocked('item.soldout', noon, one.id, one.source);
        const back = stocked('item.restocked', noon, other.id, other.source);
        expect(afterwards(out, back)).toBe(afterwards(back, out));
      }
    }
  });
});

describe('the cheapest order', () => {
  test('is of the listed items, else of what was paid, else nothing is known', () => {
    const catalogue = new Catalogue();
    expect(catalogue.cheapest()).toBe(0);
    for (const price of [0, 900, 700, 800]) catalogue.noteOrdered(price);
    expect(catalogue.cheapest()).toBe(700);
    catalogue.list(DOG, listed(noon, { price: 850 }));
    catalogue.list(DOG + 1, listed(noon, { name: 'without a price' }));
    expect(catalogue.cheapest()).toBe(850);
    // What is given away costs an attacker nothing.
    catalogue.list(DOG + 2, listed(noon, { price: 0 }));
    expect(catalogue.cheapest()).toBe(0);
  });

  test('reaches the price of a certificate', () => {
    const state = fold(anOrder('o').of('dog', 1, 850).fulfilled().events);
    expect(listOf(state, popular()).certificate.price.amount).toBe(0);
    expect(state.catalogue.cheapest()).toBe(850);
  });
});

import { describe, expect, test } from '@jest/globals';
import { aShop } from '../../../test/builders/a-shop.ts';
import { flagsChanged } from '../../../test/builders/acts.ts';
import { anOrder } from '../../../test/builders/an-order.ts';
import { applyTo, fold } from '../../../test/builders/fold.ts';
import { defaultFlags } from '../../platform/flags/default-flags.ts';
import { DefaultLists } from './default-lists.ts';

describe('the list that goes out when nobody has an answer', () => {
  test('may be a second old', () => {
    const state = fold(aShop({ established: 3, items: 4 }));
    const lists = new DefaultLists();
    const first = lists.listOf(state, 3, 0);
    expect(first).toMatchObject({ servedBy: 'default', position: state.position });
    applyTo(state, anOrder('o-new').by('a-new').of('i-1').fulfilled().events);
    expect(lists.listOf(state, 3, 999)).toBe(first);
    expect(lists.listOf(state, 3, 1_000)?.position).toBe(state.position);
  });

  test('is never of other flags, which give another variant at its position', () => {
    const state = fold(aShop({ established: 3, items: 4 }));
    const lists = new DefaultLists();
    lists.listOf(state, 3, 0);
    applyTo(state, [flagsChanged(structuredClone(defaultFlags))]);
    expect(lists.listOf(state, 3, 1)?.position).toBe(state.position);
  });

  test('is of the state that is asked', () => {
    const [one, other] = [fold(aShop({ established: 3, items: 4 })), fold([])];
    const lists = new DefaultLists();
    lists.listOf(one, 3, 0);
    expect(lists.listOf(other, 3, 0)).toMatchObject({ items: [], position: other.position });
  });
});

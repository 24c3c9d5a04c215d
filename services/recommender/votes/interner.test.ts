import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ODD_NAMES } from '../../../test/builders/hostile.ts';
import { Interner } from './interner.ts';

test('gives each name a number of its own, in order of first sight, and finds it again', () => {
  const name = fc.oneof(fc.string(), fc.constantFrom(...ODD_NAMES, 'é', 'é'));
  fc.assert(
    fc.property(fc.array(name, { maxLength: 60 }), (names) => {
      const interner = new Interner();
      const distinct = [...new Set(names)];
      expect(names.map((one) => interner.intern(one))).toEqual(names.map((one) => distinct.indexOf(one)));
      expect(interner.names()).toEqual(distinct);
      for (const [index, one] of distinct.entries()) {
        expect([interner.find(one), interner.nameOf(index)]).toEqual([index, one]);
      }
      expect(interner.find('never seen before, ever')).toBeUndefined();
      expect(() => interner.nameOf(distinct.length)).toThrow(RangeError);
    }),
  );
});

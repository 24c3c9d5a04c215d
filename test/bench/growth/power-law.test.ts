import { expect, test } from '@jest/globals';
import { whatBreaks } from './what-breaks.ts';
import { fitPowerLaw } from './power-law.ts';

test('the fit finds the law that the points follow', () => {
  const law = fitPowerLaw([1e4, 1e5, 1e6].map((x) => [x, 3 * x ** 1.2]));
  expect(law.exponent).toBeCloseTo(1.2, 6);
  expect(law.factor).toBeCloseTo(3, 6);
});

test('what breaks first is what reaches its limit with the fewest events', () => {
  const curve = (name: string, limit: number, factor: number) => ({
    ...{ name, unit: 's', limit: { value: limit, why: 'it is said so' } },
    points: [1e4, 1e5, 1e6].map((x) => [x, factor * x] as const),
  });
  const found = whatBreaks([
    curve('slow', 100, 1e-6),
    curve('quick', 100, 1e-5),
    curve('endless', 100, 1e-9),
  ]);
  expect(found.map(({ name }) => name)).toEqual(['quick', 'slow', 'endless']);
  expect(found[0]?.events).toBeCloseTo(1e7, 0);
});

test('what grows slowly at these sizes is taken to grow in proportion beyond them, what grows quickly as it does', () => {
  const curve = (power: number) => ({
    ...{ name: String(power), unit: 's', limit: { value: 100, why: 'it is said so' } },
    points: [1e4, 1e5, 1e6].map((x) => [x, (x / 1e6) ** power] as const),
  });
  const [quick, slow] = whatBreaks([curve(0.5), curve(2)]);
  expect(quick).toMatchObject({ name: '2' });
  expect(quick?.events).toBeCloseTo(1e7, 0);
  expect(slow?.events).toBeCloseTo(1e8, 0);
});

import { expect, test } from '@jest/globals';
import { defaultPolicy } from '../../../services/recommender/integrity/policy.ts';
import { seeded } from '../../builders/seeded.ts';
import { lunchtime, orderOf, soon } from '../attacks/hostile-orders.ts';
import { patientVisits } from '../attacks/patient-sybils.ts';
import { summariseShop } from '../history/summarise-shop.ts';
import { synthetic } from '../history/synthetic.ts';
import { Field } from './field.ts';
import { Relish } from './relish.ts';
import { withoutFilters } from './without-filters.ts';

const data = await synthetic.load(80);
if ('missing' in data) throw new Error(data.missing);
const shop = summariseShop(data.events, defaultPolicy, 490);
const random = seeded(1);
// It cancels far more than it fetches: its rise is held back where filters are on.
const fickle = [
  ...patientVisits('fickle', shop, shop.items.slice(0, 3), random),
  ...Array.from({ length: 40 }, (_, number) => {
    const time = lunchtime(shop, number % 10, random);
    return orderOf('fickle', 100 + number, time, shop.items.slice(0, 1)).cancelled(soon(time, 1)).events;
  }).flat(),
];
const events = [...data.events, ...fickle];

const lookAt = (relish: Relish) => ({
  digest: relish.digest,
  places: relish.places('person-1'),
  standing: relish.verdict('fickle')?.standing,
});

test('one fold shows both: with filters, and what a fold without them would be', () => {
  const field = new Field(defaultPolicy);
  field.apply(events);
  const seen = field.withAndWithout(lookAt);
  const alone = new Relish(withoutFilters(defaultPolicy));
  alone.apply(events);
  expect(seen['relish-unfiltered']).toEqual(lookAt(alone));
  expect([seen.relish.standing, seen['relish-unfiltered'].standing]).toEqual(['newcomer', 'established']);
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Origins } from './origins.ts';

const noted = (devices: readonly string[]): readonly number[] => {
  const origins = new Origins();
  for (const device of devices) origins.note(3, { device });
  return origins.of(3, 'device');
};

describe('origins', () => {
  test('are the same few, in whatever order they are heard, and however often', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(11)),
        (devices, again) => {
          const kept = noted(devices);
          expect(kept).toHaveLength(Math.min(4, devices.length));
          expect(kept).toEqual([...kept].sort((a, b) => a - b));
          expect(noted([...devices].reverse())).toEqual(kept);
          expect(noted([...again.flatMap((at) => devices[at] ?? []), ...devices])).toEqual(kept);
        },
      ),
    );
  });

  test('of two accounts with one device meet, and kinds are kept apart', () => {
    const origins = new Origins();
    origins.note(0, { device: 'd', address: 'a' });
    origins.note(900, { device: 'd', network: 'a' });
    expect(origins.of(900, 'device')).toEqual(origins.of(0, 'device'));
    expect(origins.of(900, 'network')).toEqual(origins.of(0, 'address'));
    expect(origins.of(900, 'address')).toEqual([]);
    expect(origins.of(5_000, 'device')).toEqual([]);
  });
});

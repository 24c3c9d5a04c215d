import { describe, expect, test } from '@jest/globals';
import { fold } from '../../../test/builders/fold.ts';
import { smallPolicy } from '../../../test/builders/policies.ts';
import { took } from '../../../test/builders/recommender-client.ts';

const ACCOUNTS = 2_500;
const events = Array.from({ length: ACCOUNTS }, (_, index) => took(`a-${index}`, `i-${index % 7}`, 1)).flat();

describe('a state that is recounted in steps', () => {
  test('lets others have the thread every thousand accounts, and comes to the same', () => {
    const [atOnce, inSteps] = [fold(events, smallPolicy), fold(events, smallPolicy)];
    let steps = 0;
    for (const _ of inSteps.recountInSteps()) steps += 1;
    // Who rises when, who moves with whom, and all votes: each in two steps, and the groups in one of their own.
    expect(steps).toBeGreaterThanOrEqual(4);
    expect(inSteps.digest()).toBe(atOnce.digest());
    expect(inSteps.tally.established.data).toEqual(atOnce.tally.established.data);
    expect(inSteps.tally.newcomers.data).toEqual(atOnce.tally.newcomers.data);
    // Nothing is left to do.
    expect([...inSteps.recountInSteps()]).toEqual([]);
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { denseEntries } from '../../../test/builders/an-archive.ts';
import { noteStreams, withStreams } from './stream-runs.ts';

const entriesIn = (streams: readonly string[]) =>
  denseEntries(streams.length).map((entry, index) => ({ ...entry, stream: streams[index]! }));

describe('the streams of entries', () => {
  test('come back as they were noted, however they change', () => {
    const streams = fc.array(fc.constantFrom('stand', 'recommender', 'kitchen'), { minLength: 1 });
    fc.assert(
      fc.property(streams, (given) => {
        const entries = entriesIn(given);
        expect(withStreams(denseEntries(given.length), noteStreams(entries), 'it')).toEqual(entries);
      }),
    );
  });

  test('are not noted where one is unknown, and stay unknown where none are noted', () => {
    const entries = denseEntries(3);
    expect(noteStreams(entries)).toBeUndefined();
    expect(noteStreams([...entriesIn(['stand']), ...entries])).toBeUndefined();
    expect(noteStreams([])).toBeUndefined();
    expect(withStreams(entries, undefined, 'it')).toEqual(entries);
  });

  test('are not believed where they were noted of other entries', () => {
    const noted = noteStreams(entriesIn(['stand', 'recommender']));
    const ofThree = () => withStreams(denseEntries(3), noted, 'a segment');
    expect(ofThree).toThrow(expect.objectContaining({ code: 'archive-damaged' }));
  });
});

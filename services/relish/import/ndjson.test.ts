import { describe, expect, it } from '@jest/globals';
import { readNdjson } from './ndjson.ts';
import type { SourceEvent } from './source-event.ts';
import { createTally } from './tally.ts';

const read = async (text: string) => {
  const tally = createTally();
  async function* chunks(): AsyncGenerator<Buffer> {
    yield Buffer.from(text);
  }
  const events: SourceEvent[] = [];
  for await (const event of readNdjson(chunks(), tally)) events.push(event);
  return { events, report: tally.report() };
};

describe('readNdjson', () => {
  it('sends each line as it stands, even if the event is wrong: that is for the service to judge', async () => {
    const { events, report } = await read('{"id":1.0}\n\n  {"id":"e-2"}\n');
    expect(events).toEqual([
      { line: 1, json: '{"id":1.0}' },
      { line: 3, json: '{"id":"e-2"}' },
    ]);
    expect(report).toMatchObject({ lines: 2, imported: 2 });
  });

  it('counts what can not be sent, with line numbers', async () => {
    const { events, report } = await read(`{"id":\n[]\n"text"\nnull\n{}\n{"x":"${'x'.repeat(3_000_000)}"}\n`);
    expect(events).toEqual([{ line: 5, json: '{}' }]);
    expect(report.lines).toBe(6);
    expect(report.unreadable).toEqual({
      'not-an-object': { count: 3, examples: ['line 2: []', 'line 3: "text"', 'line 4: null'] },
      'not-json': { count: 1, examples: ['line 1: {"id":'] },
      'line-too-long': { count: 1, examples: ['line 6: '] },
    });
  });
});

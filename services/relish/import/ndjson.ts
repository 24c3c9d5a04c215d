import { readLines } from './lines.ts';
import type { SourceEvent } from './source-event.ts';
import type { Tally } from './tally.ts';

/** The largest legal event (an order of 2,000 lines with the longest ids) stays below this. */
const MAX_LINE_BYTES = 2 * 1024 * 1024;

const problemOf = (json: string): string | undefined => {
  try {
    const event: unknown = JSON.parse(json);
    const isObject = typeof event === 'object' && event !== null && !Array.isArray(event);
    return isObject ? undefined : 'not-an-object';
  } catch {
    return 'not-json';
  }
};

/**
 * CloudEvents, one JSON object a line. Only what can't be sent at all is left out here, with its line number:
 * whether an event is right is judged by the service, in one place. Blank lines don't count.
 */
export async function* readNdjson(chunks: AsyncIterable<Buffer>, tally: Tally): AsyncGenerator<SourceEvent> {
  for await (const line of readLines(chunks, { maxBytes: MAX_LINE_BYTES })) {
    if ('problem' in line) {
      tally.read();
      tally.unreadable(line.problem, line.number, '');
      continue;
    }
    const json = line.text.trim();
    if (json === '') continue;
    tally.read();
    const problem = problemOf(json);
    if (problem) {
      tally.unreadable(problem, line.number, json);
    } else {
      tally.imported();
      yield { line: line.number, json };
    }
  }
}

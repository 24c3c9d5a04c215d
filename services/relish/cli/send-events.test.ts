import { describe, expect, it } from '@jest/globals';
import type { IngestResult } from '../../contracts/http/ingest.ts';
import type { Problem } from '../../contracts/http/problem.ts';
import type { SourceEvent } from '../import/source-event.ts';
import { CliError } from './cli-error.ts';
import { createDelivery, sendEvents } from './send-events.ts';

const position = (number: number) => String(number).padStart(16, '0');
const aProblem = (code: string): Problem => ({
  type: 'x',
  title: 'x',
  status: 422,
  code,
  detail: `${code}!`,
});
const result = (changes: Partial<IngestResult>): IngestResult => {
  return { accepted: 0, duplicates: 0, rejected: [], position: position(1), ...changes };
};

async function* events(count: number): AsyncGenerator<SourceEvent> {
  for (let line = 1; line <= count; line++) yield { line, json: '{}' };
}

const never = new AbortController().signal;

describe('sendEvents', () => {
  it('adds up what became of the events, and finds the line of what was refused', async () => {
    const delivery = createDelivery();
    const answers = [
      result({
        accepted: 998,
        duplicates: 1,
        rejected: [{ index: 4, problem: aProblem('bad') }],
        position: position(9),
      }),
      result({ rejected: [{ index: 0, problem: aProblem('bad') }], position: position(3) }),
    ];
    await sendEvents(events(1_001), async () => answers.shift() ?? result({}), delivery, never);
    expect(delivery).toMatchObject({
      sent: 1_001,
      accepted: 998,
      duplicates: 1,
      refused: 2,
      position: position(9),
    });
    expect(delivery.problems.report()).toEqual({
      bad: { count: 2, examples: ['line 5: bad!', 'line 1001: bad!'] },
    });
  });

  it('has at most three batches under way', async () => {
    let underWay = 0;
    let most = 0;
    const post = async (): Promise<IngestResult> => {
      most = Math.max(most, (underWay += 1));
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      return result({ accepted: 1_000 });
    };
    const delivery = createDelivery();
    await sendEvents(events(10_000), post, delivery, never);
    expect([most, delivery.accepted]).toEqual([3, 10_000]);
  });

  it('stops at the first failure, after what is under way was answered', async () => {
    const delivery = createDelivery();
    let calls = 0;
    const post = async (): Promise<IngestResult> => {
      calls += 1;
      if (calls === 2) throw new CliError('gone');
      await new Promise((resolve) => setImmediate(resolve));
      return result({ accepted: 1_000 });
    };
    await expect(sendEvents(events(50_000), post, delivery, never)).rejects.toThrow('gone');
    expect(calls).toBeLessThan(10);
    expect(delivery.accepted).toBe((calls - 1) * 1_000);
  });

  it('ends quietly when it is stopped, with all that was acknowledged counted', async () => {
    const stop = new AbortController();
    const delivery = createDelivery();
    let calls = 0;
    const post = async (): Promise<IngestResult> => {
      if ((calls += 1) === 2) stop.abort();
      return result({ accepted: 1_000 });
    };
    await sendEvents(events(50_000), post, delivery, stop.signal);
    expect(calls).toBeLessThan(6);
    expect(delivery.sent).toBe(calls * 1_000);
  });

  it('passes on what went wrong with reading', async () => {
    async function* broken(): AsyncGenerator<SourceEvent> {
      yield* events(1);
      throw new Error('disk');
    }
    await expect(sendEvents(broken(), async () => result({}), createDelivery(), never)).rejects.toThrow(
      'disk',
    );
  });
});

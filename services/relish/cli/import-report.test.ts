import { describe, expect, it } from '@jest/globals';
import { createTally } from '../import/tally.ts';
import { importReport } from './import-report.ts';
import { createDelivery } from './send-events.ts';

describe('importReport', () => {
  it('says where every line went, with reasons and examples', () => {
    const tally = createTally();
    for (let line = 0; line < 5; line++) tally.read();
    tally.imported();
    tally.refundMatched('one-order', 2, 'C1');
    tally.refundUnmatched('no-account', 3, 'C2');
    tally.leftOut('postage', 4, 'POST');
    tally.unreadable('wrong-value', 5, 'x');
    const delivery = { ...createDelivery(), sent: 3_000, accepted: 2_000, duplicates: 999, refused: 1 };
    delivery.problems.add('invalid-event', 4, 'no id');
    const text = importReport({
      file: 'x.csv.gz',
      format: 'online-retail',
      dryRun: false,
      tally: tally.report(),
      delivery: { ...delivery, position: '0000000000002000' },
      seconds: 2,
      peakMemory: 100 * 2 ** 20,
    });
    expect(text).toBe(`x.csv.gz as online-retail
  lines read                  5
  imported                    1
  refunds matched             1
    one-order                       1  line 2: C1
  refunds unmatched           1
    no-account                      1  line 3: C2
  left out                    1
    postage                         1  line 4: POST
  unreadable                  1
    wrong-value                     1  line 5: x
  events sent             3,000
    accepted              2,000
    duplicates              999  were there before
    refused                   1
    invalid-event                   1
      line 4: no id
  on the log up to position 0000000000002000
  2.0 s, 1,500 events sent a second, 100 MB at most here`);
  });
});

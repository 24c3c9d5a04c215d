import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { order } from './an-event.ts';
import { placeOrder } from '../../../services/contracts/http/ordering.ts';
import { describeCluster } from './describe-cluster.ts';
import { ingestAt } from './ingest.ts';
import { cancelAt, countsOf, during, listAt, orderAt } from './probe.ts';
import { tell } from './tell.ts';
import { useCluster } from './use-cluster.ts';

const MINUTE = 60_000;
const OFF = 10 * MINUTE;
const WHILE_MS = 8_000;

/** The first replica of each service is 10 minutes behind, the second 10 minutes ahead: 20 minutes between them. */
describeCluster('clocks that are 10 minutes off', () => {
  const stage = useCluster({ clock: OFF });

  it('orders are placed and lists served at both, and all folds are equal', async () => {
    const { ordering } = stage.cluster;
    const both = async () => [
      ...(await Promise.all(ordering.map((member) => orderAt(member, stage.lunch)))),
      ...(await Promise.all(ordering.map((member) => listAt(member, stage.lunch)))),
    ];
    const probes = await during(WHILE_MS, both);
    const sound = await stage.expectSound();
    tell(`clocks 10 minutes behind and ahead: ${countsOf(probes)}; ${sound}`);
    expect(probes.filter(({ status }) => status !== 200 && status !== 201)).toEqual([]);
  });

  it('an order can be cancelled as long as the clock of the replica says that its grace lasts', async () => {
    const [behind, ahead] = stage.cluster.ordering;
    const early = await orderAt(behind!, stage.lunch);
    const late = await orderAt(ahead!, stage.lunch);
    const inTime = await cancelAt(behind!, late);
    const tooLate = await cancelAt(ahead!, early);
    if (inTime.status === 200)
      stage.lunch.ledger.ended(placeOrder.reply.parse(late.body).orderId, 'cancelled');
    tell(
      `placed 10 minutes ahead, cancelled 10 minutes behind: ${countsOf([inTime])}; ` +
        `the other way round, 20 minutes later by the clocks: ${countsOf([tooLate])}; ${await stage.expectSound()}`,
    );
    expect([inTime.status, tooLate.status]).toEqual([200, 409]);
  });

  it('takes no event that is more than 5 minutes ahead of the clock of the replica', async () => {
    const [behind, ahead] = stage.cluster.recommender;
    const at = (minutes: number) =>
      order(`clock-${randomUUID()}`, { time: new Date(Date.now() + minutes * MINUTE).toISOString() });
    const dated = [-20, -6, -4, 0, 4, 14, 16];
    const verdicts = await Promise.all(
      [behind!, ahead!].map(async (member) => {
        const { rejected } = await ingestAt(member, dated.map(at));
        return rejected.map(({ index, problem }) => `${dated[index]} ${problem.code}`);
      }),
    );
    tell(
      `events dated ${dated.join(', ')} minutes from now: 10 minutes behind refuses ${verdicts[0]?.length}, ` +
        `10 minutes ahead ${verdicts[1]?.length}; ${await stage.expectSound()}`,
    );
    const refused = (minutes: readonly number[]) => minutes.map((minute) => `${minute} event-in-future`);
    expect(verdicts).toEqual([refused([-4, 0, 4, 14, 16]), refused([16])]);
  });
});

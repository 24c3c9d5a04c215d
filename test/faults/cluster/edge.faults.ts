import { randomInt, randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { placeOrder } from '../../../services/contracts/http/ordering.ts';
import { type Caddy, type Reply, startCaddy } from '../../engines/caddy.ts';
import { describeWithPrograms } from '../../engines/describe-with-programs.ts';
import { ON_THIS_MACHINE } from '../../engines/free-port.ts';
import { describeCluster } from './describe-cluster.ts';
import type { Replica } from './replica.ts';
import type { SteadyLunch } from './steady-lunch.ts';
import { tell } from './tell.ts';
import { useCluster } from './use-cluster.ts';

const BEFORE_MS = 2_000;
const AFTER_MS = 6_000;
/** People who ask one thing after the other. */
const PEOPLE = 4;

/** One of two that isn't left out costs half. */
const ALMOST_ALL = 0.8;

const shareOf = (statuses: readonly number[], status: number): number =>
  statuses.filter((one) => one === status).length / statuses.length;

const addressesOf = (replicas: readonly Replica[]): string =>
  replicas.map(({ port }) => `${ON_THIS_MACHINE}:${port}`).join(' ');

const headersFor = ({ shop: { people } }: SteadyLunch) => ({
  authorization: `Bearer ${people[randomInt(people.length)]!.token}`,
  'content-type': 'application/json',
});

const look = (caddy: Caddy, lunch: SteadyLunch): Promise<Reply> =>
  caddy.ask('/api/recommendations?limit=5', { headers: headersFor(lunch) });

/** Sent once: whether one that broke off was carried out, nobody knows. */
const order = async (caddy: Caddy, lunch: SteadyLunch): Promise<Reply> => {
  const body = JSON.stringify({ lines: [{ itemId: lunch.shop.menu[0], quantity: 1 }] });
  const headers = {
    ...headersFor(lunch),
    'idempotency-key': randomUUID(),
    'content-length': String(body.length),
  };
  const reply = await caddy.ask(placeOrder.path, { method: 'POST', headers, body });
  if (reply.status === 201) lunch.ledger.placed(placeOrder.reply.parse(JSON.parse(reply.body.toString())));
  else lunch.ledger.unanswered += 1;
  return reply;
};

const during = async (milliseconds: number, act: () => Promise<Reply>): Promise<number[]> => {
  const until = performance.now() + milliseconds;
  const ask = async (): Promise<number[]> => {
    const statuses: number[] = [];
    while (performance.now() < until) statuses.push((await act()).status);
    return statuses;
  };
  return (await Promise.all(Array.from({ length: PEOPLE }, ask))).flat();
};

const countsOf = (statuses: readonly number[]): string =>
  [...new Set(statuses)]
    .map((status) => `${statuses.filter((one) => one === status).length} × ${status}`)
    .join(', ');

describeWithPrograms('behind the edge', { caddy: 'caddy' }, () => {
  describeCluster('one replica of each service is killed', () => {
    const stage = useCluster();

    it('lists and orders go on at the other, and nothing that was acknowledged is lost', async () => {
      const { cluster, lunch } = stage;
      const { ordering, recommender } = cluster;
      await using caddy = await startCaddy({
        RELISH_ORDERING: addressesOf(ordering),
        RELISH_RECOMMENDER: addressesOf(recommender),
      });
      const both = (milliseconds: number) =>
        Promise.all([
          during(milliseconds, () => look(caddy, lunch)),
          during(milliseconds, () => order(caddy, lunch)),
        ]);
      await both(BEFORE_MS);
      const asking = both(AFTER_MS);
      await Promise.all([ordering[0]!.kill(), recommender[0]!.kill()]);
      const [lists, orders] = await asking;
      await Promise.all([ordering[0]!.start(), recommender[0]!.start()]);
      const [listsAfter, ordersAfter] = await both(BEFORE_MS);
      const sound = await stage.expectSound();
      tell(
        `one of two replicas of each service killed behind Caddy: lists ${countsOf(lists)}, orders ${countsOf(orders)}; ` +
          `with both again ${countsOf(listsAfter)}, ${countsOf(ordersAfter)}; ${sound}`,
      );
      // Whoever asked the one that died hears of it, once; a busy machine may be late with an answer besides.
      expect(shareOf(lists, 200)).toBeGreaterThan(ALMOST_ALL);
      expect(shareOf(orders, 201)).toBeGreaterThan(ALMOST_ALL);
      expect([...lists, ...orders].filter((status) => ![200, 201, 502, 503].includes(status))).toEqual([]);
      expect(orders.length).toBeGreaterThan(2 * PEOPLE);
      expect(shareOf(listsAfter, 200)).toBeGreaterThan(ALMOST_ALL);
      expect(shareOf(ordersAfter, 201)).toBeGreaterThan(ALMOST_ALL);
    });
  });
});

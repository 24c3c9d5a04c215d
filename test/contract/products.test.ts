import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { productId } from '../../services/contracts/http/products.ts';
import { relishEvent } from '../../services/contracts/events.ts';
import { servedBy } from '../../services/contracts/http/answers.ts';
import { lineOutcome } from '../../services/contracts/http/accounts.ts';
import {
  ASSESSMENT_COLUMNS,
  type AssessmentRow,
} from '../../services/platform/analysis/assessment-columns.ts';
import { type BrokenRule, checkContract } from '../../services/platform/analysis/check-contract.ts';
import { EVENT_COLUMNS } from '../../services/platform/analysis/event-columns.ts';
import { openEventDatabase } from '../../services/platform/analysis/event-database.ts';
import { eventRow, type EventRow } from '../../services/platform/analysis/event-row.ts';
import { EXPOSURE_VIEWS } from '../../services/platform/analysis/exposure-views.ts';
import { openParquetWriter } from '../../services/platform/analysis/parquet-writer.ts';
import { positionAt } from '../../services/platform/event-log/position.ts';
import { assessmentsOf } from '../../services/recommender/accounts/list-assessments.ts';
import { readContract } from '../../services/recommender/products/read-products.ts';
import { AT, exposures, shop, state } from '../builders/a-published-shop.ts';

const NEVER = new AbortController().signal;
const goodEvents: readonly EventRow[] = [...shop, ...exposures].map((event, index) =>
  eventRow('log', { sequence: index + 1, text: JSON.stringify(event) }),
);
const goodAssessments: readonly AssessmentRow[] = state.accounts.names().flatMap((accountId, account) =>
  assessmentsOf(state, account).map((one) => ({
    ...{ ...one, accountId, policy: state.policyDigest, position: state.position },
  })),
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relish-products-'));
});
afterAll(() => rm(folder, { recursive: true }));

let checks = 0;
/** Rules that these rows break, as `object: rule`. */
const brokenBy = async (events: readonly EventRow[], assessments: readonly AssessmentRow[], now = AT) => {
  const place = join(folder, String(checks++));
  await mkdir(place);
  const [eventFile, assessmentFile] = [join(place, 'events.parquet'), join(place, 'assessments.parquet')];
  using eventWriter = await openParquetWriter(EVENT_COLUMNS);
  await eventWriter.write(events, eventFile);
  using assessmentWriter = await openParquetWriter(ASSESSMENT_COLUMNS);
  await assessmentWriter.write(assessments, assessmentFile);
  using database = await openEventDatabase({
    ...{ files: [eventFile], tables: { assessments: [assessmentFile] }, views: EXPOSURE_VIEWS, spill: place },
  });
  const broken: BrokenRule[] = [];
  for (const id of productId.options)
    broken.push(...(await checkContract(database, { contract: readContract(id), now, stop: NEVER })).broken);
  return broken;
};
const namesOf = (broken: readonly BrokenRule[]): readonly string[] =>
  [...new Set(broken.map(({ object, rule }) => `${object}: ${rule}`))].sort();

const indexesOf = (type: string): readonly number[] =>
  goodEvents.flatMap((event, index) => (event.type === type ? [index] : []));

/** A rule, and what breaks it. */
type Break<Row> = readonly [rule: string, change: (row: Row) => Partial<Row>];

/** The rows with each change made to one of them, each to another. */
const changedRows = <Row>(
  rows: readonly Row[],
  at: readonly number[],
  breaks: readonly Break<Row>[],
): Row[] => {
  expect(at.length).toBeGreaterThanOrEqual(breaks.length);
  const changes = new Map(breaks.map(([, change], index) => [at[index]!, change]));
  return rows.map((row, index) => ({ ...row, ...changes.get(index)?.(row) }));
};
const inData =
  (from: string | RegExp, to: string) =>
  ({ data }: EventRow): Partial<EventRow> => {
    const text = data!.replace(from, to);
    expect(text).not.toBe(data);
    return { data: text };
  };

describe('what a good shop publishes', () => {
  it('keeps every promise of its contracts', async () => {
    expect(goodAssessments.length).toBeGreaterThan(20);
    expect(await brokenBy(goodEvents, goodAssessments)).toEqual([]);
  });

  it('is promised with an example for each column, and with all outcomes that there are', () => {
    const contracts = productId.options.map(readContract);
    for (const { schema } of contracts)
      for (const { properties } of schema)
        for (const { name, examples = [] } of properties)
          expect([name, examples.length > 0]).toEqual([name, true]);
    const outcome = readContract('assessments').schema[0]!.properties.find(({ name }) => name === 'outcome');
    expect(outcome?.quality).toMatchObject([
      { arguments: { validValues: [...lineOutcome.options, 'unplaced'] } },
    ]);
  });

  it('knows the types of all events, and whoever may have served a list', () => {
    const column = (id: 'log' | 'recommendations', wanted: string) =>
      readContract(id).schema[0]!.properties.find(({ name }) => name === wanted);
    const pattern = new RegExp(column('log', 'type')!.logicalTypeOptions!.pattern!);
    for (const { shape } of relishEvent.options) expect(shape.type.value).toMatch(pattern);
    expect(column('recommendations', 'served_by')?.quality).toMatchObject([
      { arguments: { validValues: servedBy.options } },
    ]);
  });
});

const line = (quantity: number, unitPrice: number) => ({
  lines: [{ itemId: 'i-1', quantity, unitPrice }],
});
const orders: readonly Break<EventRow>[] = [
  ['events: position is unique', () => ({ position: goodEvents[0]!.position })],
  ['events: position looks like ^[0-9]{16}$', () => ({ position: '7' })],
  ['events: source and id together are unique', () => ({ id: goodEvents[0]!.id })],
  ['events: type is there', () => ({ type: null })],
  ['events: type looks like ^[a-z]+[.][a-z][a-z-]*$', () => ({ type: 'Order Placed' })],
  ['events: time is there', () => ({ time: null })],
  ['events: account_id has 128 characters or fewer', () => ({ accountId: 'a'.repeat(129) })],
  ['events: every event about an order names the order and its account', () => ({ orderId: null })],
  ['events: an order that was placed and taken home is of one account', () => ({ accountId: 'n-0' })],
  ['events: every placed order has lines', () => ({ lines: null })],
  ['events: ordered quantities are positive', () => line(0, 1)],
  ['events: money is never negative', () => line(1, -1)],
];
const lists: readonly Break<EventRow>[] = [
  ['recommendations: request_id is unique', () => ({ id: exposures[15]!.id })],
  ['recommendations: served_by is there', inData('"servedBy":"preferred",', '')],
  ['recommendations: who served is one of those that there are', inData('"preferred"', '"nobody"')],
  ['recommendations: the kind is one of those that there are', inData('"recommendations"', '"wishes"')],
  ['recommendations: policy looks like ^sha256:[0-9a-f]{64}$', inData('"policy":"sha256:', '"policy":"md5:')],
  ['recommendations: item_limit is 100 or less', inData('"limit":5', '"limit":500')],
  [
    'recommendations: a list is made from what was on the log before it',
    inData(/"position":"\d{16}"/, '"position":"0000000000999999"'),
  ],
  ['recommendations: recommendations are for an account', inData(/"accountId":"[^"]+",/, '')],
  ['recommendations: no list is longer than was asked for', inData('"limit":5', '"limit":1')],
  [
    'recommendations: a new shop promises nothing',
    inData(/"certificate":\{"set":.*"waived":false/, '"certificate":{"set":3,"waived":true'),
  ],
  ['recommended_items: score is there', inData(/"score":\d+/, '"score":"much"')],
  ['recommended_items: scores fall from place to place', inData(/"score":\d+/, '"score":0')],
  [
    'recommended_items: request_id and item_id together are unique',
    inData(/"itemId":"(i-\d+)"(.*?)"itemId":"i-\d+"/, '"itemId":"$1"$2"itemId":"$1"'),
  ],
  [
    'recommended_items: only what was ever ordered or listed is recommended',
    inData(/"itemId":"i-\d+"/, '"itemId":"unheard-of"'),
  ],
];
const verdicts: readonly Break<AssessmentRow>[] = [
  ['assessments: account_id is in events.account_id', () => ({ accountId: 'nobody' })],
  ['assessments: order_id is in events.order_id', () => ({ orderId: 'none' })],
  ['assessments: quantity is 0 or more', () => ({ quantity: -1 })],
  ['assessments: weight is 1000000 or less', () => ({ weight: 1_000_001 })],
  ['assessments: confidence is 0 or more', () => ({ confidence: -1 })],
  ['assessments: only what was taken home counts', () => ({ outcome: 'cancelled', weight: 1 })],
  ['assessments: all are of one version', () => ({ position: positionAt(1) })],
  [
    'assessments: account_id and order_id and item_id together are unique',
    () => {
      const { accountId, orderId, itemId } = goodAssessments[20]!;
      return { accountId, orderId, itemId };
    },
  ],
];
const rulesOf = (breaks: readonly (readonly [string, unknown])[]) => breaks.map(([rule]) => rule);

describe('what is broken is named', () => {
  it('of the log and of the lists that went out, rule by rule, and nothing else', async () => {
    const placed = indexesOf('order.placed').slice(2);
    const [moderated] = indexesOf('account.quarantined');
    const withOrders = changedRows(goodEvents, placed, orders);
    const withLists = changedRows(withOrders, indexesOf('recommendation.exposed'), lists);
    const events = withLists.map((row, index) => (index === moderated ? { ...row, author: null } : row));
    expect(namesOf(await brokenBy(events, goodAssessments))).toEqual(
      [
        ...rulesOf(orders),
        ...rulesOf(lists),
        'events: every act that can change a recommendation has an author and a reason',
      ]
        .filter((rule, index, all) => all.indexOf(rule) === index)
        .sort(),
    );
  });

  it('of the assessments', async () => {
    const at = goodAssessments.flatMap(({ outcome }, index) => (outcome === 'counted' ? [index] : []));
    const changed = changedRows(goodAssessments, at, verdicts);
    expect(namesOf(await brokenBy(goodEvents, changed))).toEqual(expect.arrayContaining(rulesOf(verdicts)));
    expect(namesOf(await brokenBy(goodEvents, goodAssessments.slice(0, -20)))).toEqual([
      'assessments: every fulfilled order was assessed',
    ]);
  });

  it('where there is nothing at all', async () => {
    expect(namesOf(await brokenBy([], []))).toEqual(['events: there are events']);
  });

  it('by how much, and with an example of it', async () => {
    const [first, ...others] = goodAssessments;
    const nobody = await brokenBy(goodEvents, [{ ...first!, accountId: 'nobody' }, ...others]);
    expect(nobody).toEqual([
      {
        object: 'assessments',
        rule: 'account_id is in events.account_id',
        value: 1,
        example: expect.stringContaining('"account_id":"nobody"'),
      },
    ]);
  });

  it('as old, where nothing new has come for longer than was promised', async () => {
    const later = new Date(Date.parse(AT) + 8 * 86_400_000).toISOString();
    expect(namesOf(await brokenBy(goodEvents, goodAssessments, later))).toEqual([
      'events: the newest time is 7 d old at most (in seconds: 604800)',
    ]);
  });

  it('as missing, where a column is not there or of another type', async () => {
    const [contract, file] = [readContract('log'), join(folder, 'other.parquet')];
    using writer = await openParquetWriter(EVENT_COLUMNS);
    await writer.write(goodEvents, file);
    const views = {
      older: 'SELECT * EXCLUDE (reason) REPLACE (CAST(position AS BIGINT) AS position) FROM events',
    };
    using database = await openEventDatabase({ files: [file], views, spill: folder });
    const quality = [
      {
        ...({ name: 'reasons are long', type: 'sql', dimension: 'accuracy', mustBe: 0 } as const),
        query: 'SELECT count(*) FROM older WHERE length(reason) < 3',
      },
    ];
    const schema = contract.schema.map((object) => ({ ...object, name: 'older', quality }));
    const promised = { ...contract, schema, slaProperties: [] };
    const { broken } = await checkContract(database, { contract: promised, now: AT, stop: NEVER });
    expect(broken).toEqual([
      { object: 'older', rule: 'position is a column of type VARCHAR', value: 1, example: 'it is BIGINT' },
      {
        object: 'older',
        rule: 'reason is a column of type VARCHAR',
        value: 1,
        example: 'there is no such column',
      },
    ]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { type Business, type IncidentWindow, incidentWindow } from '../../../contracts/incident-window.ts';
import { oldBusiness } from './old-business.ts';

const ARTIFACT = `sha256:3f2a9c1b${'0'.repeat(56)}`;

type Shares = readonly (readonly [before: number, now: number])[];
const movedOf = (shares: Shares, error: number) => shares.map(([before, now]) => ({ before, now, error }));

interface Rest extends Partial<Pick<Business, 'accounts' | 'pairs' | 'model'>> {
  readonly error?: number;
  readonly unknown?: number;
  readonly others?: Shares;
}

/** Named items `i-0`, …, and what else is taken. */
const business = (
  named: Shares,
  { error = 0.01, unknown = 0, others = [], ...rest }: Rest = {},
): Business => ({
  ...{ model: 'ease', artifact: ARTIFACT, day: '2026-10-23', accounts: 50, pairs: 150, risen: [], ...rest },
  items: movedOf(named, error).map((moved, item) => ({ itemId: `i-${item}`, ...moved })),
  others: movedOf(others, error),
  unknown: { before: 0, now: unknown, error },
});

const orders = (recent: readonly number[], earlier: readonly number[]): IncidentWindow['orders'] => {
  const taken = (lines: readonly number[]) => ({
    lines: lines.reduce((sum, count) => sum + count, 0),
    items: lines.map((count, item) => ({ itemId: `i-${item}`, lines: count })),
  });
  return { recent: taken(recent), earlier: taken(earlier) };
};
const same = orders([100, 100], [400, 400]);
const others = orders([10, 190], [600, 200]);

const window = (all: readonly Business[] | undefined, sold = same): IncidentWindow => ({
  ...{ time: '2026-11-20T12:00:00Z', position: '0'.repeat(16), fold: { behind: 0, stillSeconds: 0 } },
  ...{ recent: [], earlier: [], probes: [], golden: [], newcomers: [] },
  ...(all && { business: [...all] }),
  orders: sold,
  placed: { recent: { lines: 0, lost: 0 }, earlier: { lines: 0, lost: 0 }, movers: [] },
  votes: { accounts: 50, effective: 50, isWaived: false },
});
const found = (all: readonly Business[] | undefined, sold = same) => oldBusiness.runOnce(window(all, sold));

const changed: Shares = [
  [0.5, 0.1],
  [0.5, 0.3],
];

describe('where a trained model is live', () => {
  test.each<[string, Business, boolean]>([
    ['nothing has changed', business([[1, 1]]), false],
    ['a quarter is other things', business([[1, 0.75]], { unknown: 0.25 }), true],
    ['a little less is', business([[1, 0.76]], { unknown: 0.24 }), false],
    [
      'known things have changed places',
      business([
        [0.8, 0.4],
        [0.2, 0.6],
      ]),
      true,
    ],
    [
      'a long menu: its rare things are taken',
      business([[0.2, 0]], {
        others: [
          [0.6, 0.3],
          [0.2, 0.7],
        ],
      }),
      true,
    ],
    ['chance would make as much', business([[1, 0.7]], { unknown: 0.3, error: 0.3 }), false],
    ['nine accounts say so', business(changed, { unknown: 0.6, accounts: 9 }), false],
    ['they took hardly anything', business(changed, { unknown: 0.6, pairs: 49 }), false],
  ])('%s', (_, one, isFound) => {
    expect(found([one]) !== undefined).toBe(isFound);
  });

  test('names the model, its artifact, the day of its training set, what moved most and the way out', () => {
    const risen = [
      { itemId: 'new-1', before: 0, now: 0.45 },
      { itemId: 'new-2', before: 0, now: 0.15 },
    ];
    const finding = found([{ ...business(changed, { unknown: 0.6 }), risen }])!;
    expect(finding.reason).toBe(
      '60% of what is taken home is other things than ease was trained from (artifact 3f2a9c1b, training set of 2026-10-23).',
    );
    expect(finding.facts.about).toEqual([
      { what: 'model', id: 'ease', note: 'artifact 3f2a9c1b, training set of 2026-10-23' },
      { what: 'item', id: 'new-1', note: '0.0% before, 45.0% now' },
      { what: 'item', id: 'i-0', note: '50.0% before, 10.0% now' },
      { what: 'item', id: 'i-1', note: '50.0% before, 30.0% now' },
      { what: 'item', id: 'new-2', note: '0.0% before, 15.0% now' },
    ]);
    expect(finding.facts.wayOut).toMatch(/Train the model anew.*go back.*sources/);
    expect(finding.facts.figures).toContainEqual({
      ...{ name: 'taken home of what ease does not know', unit: 'share', now: 0.6 },
    });
  });

  test('each model is held against its own training set, and the one furthest away comes first', () => {
    const [fresh, stale, older] = [
      business([[1, 1]]),
      business([[1, 0.7]], { model: 'cooccurrence', unknown: 0.3 }),
      business([[1, 0.5]], { unknown: 0.5 }),
    ];
    expect(found([fresh, stale])?.reason).toMatch(/than cooccurrence was trained from/);
    const models = found([stale, older])?.facts.about.filter(({ what }) => what === 'model');
    expect(models?.map(({ id }) => id)).toEqual(['ease', 'cooccurrence']);
  });

  test('the weeks before are no reference: a model that was trained since knows', () => {
    expect(found([business([[1, 1]])], others)).toBeUndefined();
  });
});

describe('where none is, and in windows of before there were any', () => {
  test.each<[string, IncidentWindow['orders'], boolean]>([
    ['nothing has changed', same, false],
    ['other things are taken than in the four weeks before', others, true],
    ['a small sample says little', orders([10, 80], [600, 200]), false],
  ])('%s', (_, sold, isFound) => {
    expect(found([], sold) !== undefined).toBe(isFound);
    expect(incidentWindow.parse(window(undefined, sold))).toEqual(window(undefined, sold));
    expect(found(undefined, sold)?.reason).toEqual(
      isFound ? expect.stringMatching(/than in the four weeks before/) : undefined,
    );
  });
});

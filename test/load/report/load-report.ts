import { KINDS, type Kind, type Meter, type Percentiles } from '../meter.ts';
import type { Lunch } from '../plan/plan-visits.ts';
import type { Reconciliation, Tally } from './reconcile.ts';

/** This program kept up if 99 of 100 requests left no later than this, in milliseconds. */
const LATE_MS = 20;
/** Of one core: beyond it this program's own queue is part of what it measures. */
const BUSY = 0.85;

/** Times in milliseconds, from the moment at which a request should have left. */
export interface LoadReport {
  readonly lunch: Lunch;
  readonly urls: readonly string[];
  readonly isOwn: boolean;
  /** From the first look to the last answer. */
  readonly seconds: number;
  readonly orders: { readonly wanted: number; readonly acknowledged: number; readonly perSecond: number };
  readonly times: Readonly<Record<Kind, Percentiles>>;
  /** From an acknowledged order to a list that has seen it; and the most events that the fold was seen behind. */
  readonly foldLag: { readonly times: Percentiles; readonly mostEvents: number };
  readonly errors: Readonly<Record<string, number>>;
  /** This program itself: how late its requests left, and its share of a core. */
  readonly generator: {
    readonly lateness: Percentiles;
    readonly utilization: number;
    readonly keptUp: boolean;
  };
  /** CPU seconds a second of the instance, where it is one process that tells. */
  readonly cores?: number;
  readonly reconciliation: Reconciliation;
  /** No order was lost or doubled, and at least one was acknowledged. */
  readonly isSound: boolean;
}

interface Measured {
  readonly lunch: Lunch;
  readonly urls: readonly string[];
  readonly isOwn: boolean;
  readonly meter: Meter;
  readonly reconciliation: Reconciliation;
  readonly seconds: number;
  readonly utilization: number;
  readonly cores: number | undefined;
}

export const reportOf = (measured: Measured): LoadReport => {
  const { lunch, urls, isOwn, meter, reconciliation, seconds, utilization, cores } = measured;
  const { seed, rate, people, dishes, pickup } = lunch;
  const { menu, list, order, cancel, fulfil } = meter.times;
  const lateness = meter.lateness.percentiles();
  const acknowledged = meter.done;
  return {
    lunch: { seed, rate, seconds: lunch.seconds, people, dishes, pickup },
    ...{ urls, isOwn, seconds },
    orders: { wanted: meter.wanted, acknowledged, perSecond: acknowledged / seconds },
    times: {
      ...{ menu: menu.percentiles(), list: list.percentiles(), order: order.percentiles() },
      ...{ cancel: cancel.percentiles(), fulfil: fulfil.percentiles() },
    },
    foldLag: { times: meter.foldLag.percentiles(), mostEvents: meter.mostEventsBehind },
    errors: Object.fromEntries([...meter.errors].sort(([, a], [, b]) => b - a)),
    generator: { lateness, utilization, keptUp: lateness.p99 <= LATE_MS && utilization <= BUSY },
    ...(cores !== undefined && { cores }),
    reconciliation,
    isSound: reconciliation.isSound && acknowledged > 0,
  };
};

const count = (value: number): string => Math.round(value).toLocaleString('en');
const ms = (value: number): string => (value >= 100 ? count(value) : value.toFixed(value >= 10 ? 1 : 2));

const row = (name: string, { count: n, p50, p90, p99, p999, max }: Percentiles): string =>
  name.padEnd(26) +
  count(n).padStart(9) +
  [p50, p90, p99, p999, max].map((value) => ms(value).padStart(9)).join('');

/** What a code of many means, and what to do about it. */
const explanations: readonly (readonly [RegExp, string])[] = [
  [
    /429/,
    'the instance limits how often one account or one address may ask: raise RELISH_ORDERS_PER_MINUTE, RELISH_ADDRESS_PER_MINUTE and RELISH_LISTS_PER_MINUTE there, or load less',
  ],
  [/hold-limit/, 'the same people order faster than they fetch: more --people, or a shorter --pickup'],
  [/503 busy/, 'more orders wait than the stand takes in a second or two: it is beyond its limit'],
  [/timeout/, 'no answer in 15 s; orders were sent again under the same key'],
];

const errorLines = (errors: LoadReport['errors']): string[] => {
  const entries = Object.entries(errors);
  if (entries.length === 0) return ['Errors                     none'];
  const told = explanations.filter(([pattern]) => entries.some(([name]) => pattern.test(name)));
  return [
    'Errors',
    ...entries.map(([name, times]) => `  ${name.padEnd(40)} ${count(times)}`),
    ...told.map(([, text]) => `  (${text})`),
  ];
};

const generatorLines = ({ generator: { lateness, utilization, keptUp } }: LoadReport): string[] => [
  row('requests left late by', lateness),
  keptUp
    ? `This program kept up: it used ${Math.round(100 * utilization)} % of a core.`
    : `THIS MACHINE WAS PART OF THE LIMIT: this program used ${Math.round(100 * utilization)} % of a core and sent late. ` +
      'Measure with fewer orders a second, or from another machine.',
];

const tallyText = ({ placed, cancelled, fulfilled }: Tally): string =>
  `${count(placed)} placed, ${count(cancelled)} cancelled, ${count(fulfilled)} fulfilled`;

const auditLines = ({ reconciliation: found, isOwn }: LoadReport): string[] => {
  const named = (orders: readonly string[]) =>
    orders.length === 0
      ? '0'
      : `${orders.length} (${orders.slice(0, 5).join(', ')}${orders.length > 5 ? ', …' : ''})`;
  const { recommender } = found;
  return [
    `On the log                 ${count(found.onTheLog)} of ${count(found.acknowledged)} acknowledged orders`,
    `  lost                     ${named(found.lost)}`,
    `  doubled                  ${named(found.doubled)}`,
    `  in another state         ${named(found.wrongState)}`,
    ...(found.unanswered > 0
      ? [`  never answered           ${found.unanswered}, of which nothing was promised`]
      : []),
    ...(recommender
      ? [
          `  recommender counts       ${tallyText(recommender.folded)} (the log: ${tallyText(recommender.expected)})`,
        ]
      : isOwn
        ? []
        : ['  recommender counts       not compared: others may order there']),
  ];
};

const whereOf = (replicas: number): string =>
  `a Relish of its own, ${replicas === 1 ? 'one process on the embedded log' : `${replicas} replicas on one Redis`}`;

/** The report for people. */
export const showReport = (report: LoadReport): string => {
  const { lunch, orders, times, foldLag, errors, seconds } = report;
  const where = report.isOwn ? whereOf(report.urls.length) : report.urls.join(', ');
  return [
    `${count(orders.wanted)} orders wanted, ${count(orders.acknowledged)} acknowledged in ${seconds.toFixed(1)} s; ` +
      `${lunch.rate} a second at the peak, ${lunch.people} people, seed ${lunch.seed}, on ${where}`,
    '',
    `${'ms from the intended start'.padEnd(26)}${['count', 'p50', 'p90', 'p99', 'p99.9', 'max'].map((name) => name.padStart(9)).join('')}`,
    ...KINDS.map((kind) => row(kind, times[kind])),
    row('order to a list with it', foldLag.times),
    ...generatorLines(report),
    `Lag of the fold            ${count(foldLag.mostEvents)} events at most, asked once a second`,
    ...(report.cores === undefined ? [] : [`CPU of the instance        ${report.cores.toFixed(2)} cores`]),
    ...errorLines(errors),
    ...auditLines(report),
    report.isSound ? '✓ Nothing was lost, nothing doubled.' : '✗ The log is not what was acknowledged.',
  ].join('\n');
};

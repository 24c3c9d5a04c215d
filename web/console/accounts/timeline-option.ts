import { palette, series } from '../../look/palette.ts';
import { orderOutcomes } from '../overview/order-outcomes.ts';
import { ordersOption } from '../overview/orders-option.ts';
import type { Mark, TimelineDay } from './timeline-days.ts';

type Scheme = 'light' | 'dark';

const dayFormat = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' });

const markColour = (kind: Mark['kind'], scheme: Scheme): string => {
  const [relish, tomato, mustard] = series[scheme];
  const ink = scheme === 'dark' ? palette.dark[0] : palette.gray[8];
  return { risen: relish, reinstated: relish, quarantined: tomato, labelled: mustard, evidence: ink }[kind];
};

/** Of several marks on one day the labels stand above each other. */
const markLine = (marks: readonly Mark[], days: readonly TimelineDay[], scheme: Scheme) => ({
  symbol: 'none',
  silent: true,
  data: marks.flatMap(({ day, label, kind }, index) => {
    const column = days.findIndex((one) => one.day === day);
    if (column < 0) return [];
    const above = marks.slice(0, index).filter((mark) => mark.day === day).length;
    const isLate = column >= days.length / 2;
    return [
      {
        xAxis: column,
        lineStyle: { color: markColour(kind, scheme), type: 'dashed', width: 2 },
        label: {
          formatter: label,
          position: 'end',
          align: isLate ? 'right' : 'left',
          distance: 4 + 14 * above,
          color: scheme === 'dark' ? palette.dark[0] : palette.gray[8],
        },
      },
    ];
  }),
});

/** Orders by day and by what became of them, with the account's rise, first evidence and what people did as lines. */
export const timelineOption = (
  days: readonly TimelineDay[],
  marks: readonly Mark[],
  scheme: Scheme,
): Record<string, unknown> => {
  const of = (outcome: keyof Omit<TimelineDay, 'day'>) => days.map((day) => day[outcome]);
  const placed = days.map(
    ({ open, fulfilled, cancelled, expired, refunded }) => open + fulfilled + cancelled + expired + refunded,
  );
  const outcomes = orderOutcomes({
    orders: {
      placed,
      fulfilled: of('fulfilled'),
      cancelled: of('cancelled'),
      expired: of('expired'),
      refunded: of('refunded'),
    },
  });
  const labels = days.map(({ day }) => dayFormat.format(new Date(day)));
  const most = Math.max(1, ...days.map(({ day }) => marks.filter((mark) => mark.day === day).length));
  return {
    ...ordersOption(outcomes, labels, scheme, markLine(marks, days, scheme)),
    grid: {
      ...{ left: 4, right: 8, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      top: marks.length === 0 ? 12 : 12 + 16 * most,
    },
  };
};

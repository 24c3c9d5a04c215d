import type { getDemotionGroup } from '../../../services/contracts/http/demotions.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import { counted } from '../../look/format.ts';
import { palette, series } from '../../look/palette.ts';
import { itemLabel, shortItemLabel } from '../items/item-label.ts';

type Group = Pick<ReplyOf<typeof getDemotionGroup>, 'members' | 'items' | 'moves'>;
type Scheme = 'light' | 'dark';

const MINUTE = 60_000;

/** The items that have a colour of their own, most ordered first; all others share the last one. */
const rankedItems = ({ items, moves }: Group): readonly number[] => {
  const counts = items.map(() => 0);
  for (const { item } of moves) counts[item] = (counts[item] ?? 0) + 1;
  return [...counts.keys()].sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
};

/** Items by colour. */
export const coloursOf = (
  group: Group,
  scheme: Scheme,
): readonly { label: string; colour: string; items: readonly number[] }[] => {
  const ranked = rankedItems(group);
  const colours = series[scheme].slice(0, -1);
  const own = ranked.slice(0, colours.length).map((item, index) => ({
    label: itemLabel(group.items[item] ?? { itemId: '' }),
    colour: colours[index] ?? '',
    items: [item],
  }));
  const others = ranked.slice(colours.length);
  const rest = scheme === 'dark' ? palette.dark[3] : palette.gray[5];
  return others.length === 0
    ? own
    : [...own, { label: counted(others.length, 'other item'), colour: rest, items: others }];
};

/** Room at both ends of the time, so that dots don't lie on the edge; an hour where all is one moment. */
const spanOf = (moves: Group['moves']): { readonly min: number; readonly max: number } => {
  const times = moves.map(({ minute }) => minute * MINUTE);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const room = Math.max(60 * MINUTE, (last - first) * 0.04);
  return { min: first - room, max: last + room };
};

/** `Nov 3`, or the time of day where days are drawn that wide. */
const DATES = {
  year: '{yyyy}',
  month: '{MMM} {d}',
  day: '{MMM} {d}',
  hour: '{HH}:{mm}',
  minute: '{HH}:{mm}',
};

const sizeFor = (accounts: number): number => Math.max(3, Math.min(9, 180 / accounts));

/** Who ordered what when: a row an account, a dot a line, coloured by item. Columns of one colour moved together. */
export const groupOption = (group: Group, scheme: Scheme): Record<string, unknown> => {
  const { members, items, moves } = group;
  const colours = coloursOf(group, scheme);
  const size = sizeFor(members.length);
  const names = members.map(({ accountId }) => accountId);
  return {
    animation: false,
    useUTC: true,
    grid: { left: 4, right: 16, top: 8, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'item',
      // Names are anybody's text: drawn, never read as HTML.
      renderMode: 'richText',
      formatter: ({ seriesName, data }: { seriesName: string; data: readonly [number, number, string] }) =>
        `${data[2] || seriesName}\n${new Date(data[0]).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    },
    xAxis: { type: 'time', ...spanOf(moves), axisLabel: { hideOverlap: true, formatter: DATES } },
    yAxis: {
      type: 'category',
      inverse: true,
      data: names,
      axisLabel: { width: 90, overflow: 'truncate', fontSize: 11 },
      splitLine: { show: members.length <= 30 },
    },
    series: colours.map(({ label, colour, items: mine }, index) => ({
      name: label,
      type: 'scatter',
      symbolSize: size,
      // Lines of one order stand beside each other, or the last colour would hide the others.
      symbolOffset: [(index - (colours.length - 1) / 2) * size, 0],
      itemStyle: { color: colour, opacity: 0.85 },
      data: moves
        .filter(({ item }) => mine.includes(item))
        .map(({ member, item, minute }) => [
          minute * MINUTE,
          member,
          mine.length > 1 ? shortItemLabel(items[item] ?? { itemId: '' }) : '',
        ]),
    })),
  };
};

import type { AccountFeatures } from '../../../services/contracts/http/accounts.ts';
import { palette, series } from '../../look/palette.ts';
import { axes, type Axis } from './axes.ts';

type Scheme = 'light' | 'dark';

/** Whom a line belongs to by its colour; unclear ones look like those without a label. */
export const groupsOf = (scheme: Scheme) => {
  const [relish, tomato] = series[scheme];
  const quiet = scheme === 'dark' ? palette.dark[2] : palette.gray[5];
  return [
    {
      name: 'Not labelled',
      colour: quiet,
      has: (label?: string) => label === undefined || label === 'unclear',
    },
    { name: 'Labelled honest', colour: relish, has: (label?: string) => label === 'honest' },
    { name: 'Labelled hostile', colour: tomato, has: (label?: string) => label === 'hostile' },
  ] as const;
};

const BRUSHED = '#cfd2d7';
/** Lines of so many accounts are drawn fainter, or they would be one blot. */
const MANY = 200;

/** Beside each other the names have two lines, or they would touch. */
const inTwoLines = (label: string): string => label.replace(/,? /, (gap) => `${gap.trimEnd()}\n`);

const axisOf = ({ key, label, unit }: Axis, index: number, isNarrow: boolean) => ({
  dim: index,
  id: key,
  name: isNarrow ? label : inTwoLines(label),
  min: 0,
  ...(unit === '%' && { max: 100 }),
  axisLabel: { formatter: `{value}${unit}`, hideOverlap: true, fontSize: 11 },
  splitNumber: isNarrow ? 3 : 5,
});

const styleOf = (scheme: Scheme, isNarrow: boolean) => {
  const ink = scheme === 'dark' ? palette.dark[0] : palette.gray[8];
  return {
    type: 'value',
    realtime: false,
    nameLocation: isNarrow ? 'start' : 'end',
    nameGap: isNarrow ? 10 : 14,
    nameTextStyle: { color: ink, fontSize: 11, fontWeight: 600, lineHeight: 13 },
    // Narrow, so that it leaves the numbers of the axis free. One that is told of has this colour whatever is said here.
    areaSelectStyle: { width: 14, borderWidth: 1, borderColor: BRUSHED, color: BRUSHED, opacity: 0.9 },
  };
};

/** One line an account over all axes; axes lie above each other where the screen is narrow. */
export const parallelOption = (
  accounts: readonly AccountFeatures[],
  scheme: Scheme,
  isNarrow: boolean,
): Record<string, unknown> => ({
  animation: false,
  parallel: {
    layout: isNarrow ? 'vertical' : 'horizontal',
    ...(isNarrow
      ? { left: 116, right: 20, top: 20, bottom: 24 }
      : { left: 44, right: 56, top: 44, bottom: 16 }),
    parallelAxisDefault: styleOf(scheme, isNarrow),
  },
  parallelAxis: axes.map((axis, index) => axisOf(axis, index, isNarrow)),
  series: groupsOf(scheme).map(({ name, colour, has }, group) => ({
    name,
    type: 'parallel',
    z: 2 + group,
    silent: true,
    smooth: false,
    activeOpacity: 0.9,
    inactiveOpacity: 0.05,
    lineStyle: {
      color: colour,
      width: group === 0 ? 1 : 2,
      opacity: group > 0 ? 0.9 : accounts.length > MANY ? 0.25 : 0.5,
    },
    data: accounts
      .filter(({ label }) => has(label))
      .map((account) => axes.map(({ value }) => Math.round(value(account) * 100) / 100)),
  })),
});

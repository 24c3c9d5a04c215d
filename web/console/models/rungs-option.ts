import { percent } from '../../look/format.ts';
import { palette, series } from '../../look/palette.ts';
import { RUNG_WORDS, RUNGS, type Rung, rungShares } from './model-words.ts';
import type { ModelRow } from './use-models.ts';

type Scheme = 'light' | 'dark';

const grey = { light: palette.gray[4], dark: palette.dark[3] } as const;

/** Green was in time for the flag’s model, yellow for others; red and its kin are no answers, grey wasn’t asked. */
export const rungColour = (rung: Rung, scheme: Scheme): string => {
  const [relish, tomato, mustard, blue, purple, teal] = series[scheme];
  return {
    by30: relish,
    by40: teal,
    by45: mustard,
    late: blue,
    silent: purple,
    failed: tomato,
    skipped: grey[scheme],
  }[rung];
};

/** A bar a model: of all requests, how many answers met which rung. */
export const rungsOption = (models: readonly ModelRow[], scheme: Scheme) => ({
  animation: false,
  grid: { left: 4, right: 16, top: 4, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  tooltip: { trigger: 'axis', confine: true, axisPointer: { type: 'shadow' }, valueFormatter: percent },
  xAxis: { type: 'value', min: 0, max: 1, splitNumber: 4, axisLabel: { formatter: percent } },
  yAxis: {
    type: 'category',
    inverse: true,
    data: models.map(({ model }) => model.name),
    axisTick: { show: false },
  },
  series: RUNGS.map((rung) => ({
    name: RUNG_WORDS[rung],
    type: 'bar',
    stack: 'rungs',
    barMaxWidth: 26,
    color: rungColour(rung, scheme),
    data: models.map((row) => rungShares(row)[rung]),
  })),
});

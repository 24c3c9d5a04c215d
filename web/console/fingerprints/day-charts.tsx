import { Card, SimpleGrid, Text, Title, useComputedColorScheme } from '@mantine/core';
import { useCallback, useMemo, type ComponentProps } from 'react';
import { ChartLegend } from '../../look/chart-legend.tsx';
import { Chart } from '../../look/chart.tsx';
import { counted } from '../../look/format.ts';
import { series } from '../../look/palette.ts';
import { outcomeColour } from '../overview/orders-option.ts';
import {
  AGE_WORDS,
  ageColours,
  agesOption,
  concentrationOption,
  entropyOption,
  hasOrigins,
  outcomesOption,
  sharesOption,
  topShareOption,
} from './day-chart-options.ts';
import { bits, effective, shareWords, shortDay } from './fingerprint-words.ts';
import type { DayFingerprint } from './use-fingerprints.ts';

const HEIGHT = 190;
type Legend = ComponentProps<typeof ChartLegend>['entries'];
type OnReady = NonNullable<ComponentProps<typeof Chart>['onReady']>;

/** Wherever one clicks in a drawing, the day of that column is chosen. */
const usePick = (days: readonly DayFingerprint[], onDay: (day: string) => void): OnReady =>
  useCallback<OnReady>(
    (chart) => {
      const surface = chart.getZr();
      const pick = ({ offsetX, offsetY }: { readonly offsetX: number; readonly offsetY: number }) => {
        const [column] = chart.convertFromPixel({ gridIndex: 0 }, [offsetX, offsetY]);
        const chosen = column === undefined ? undefined : days[Math.round(column)];
        if (chosen) onDay(chosen.day);
      };
      surface.on('click', pick);
      return () => {
        if (!chart.isDisposed()) surface.off('click', pick);
      };
    },
    [days, onDay],
  );

interface PanelProps {
  readonly title: string;
  readonly hint: string;
  readonly legend: Legend;
  readonly summary: string;
  readonly option: Record<string, unknown>;
  readonly onReady: OnReady;
}

const Panel = ({ title, hint, legend, summary, option, onReady }: PanelProps) => (
  <div>
    <Title order={3} size="h5">
      {title}
    </Title>
    <Text size="xs" c="dimmed" mb={4}>
      {hint}
    </Text>
    <ChartLegend entries={legend} />
    <Chart label={title} summary={summary} option={option} height={HEIGHT} onReady={onReady} />
  </div>
);

const legends = (days: readonly DayFingerprint[], scheme: 'light' | 'dark') => {
  const [relish, tomato, mustard, blue] = series[scheme];
  const outcome = (name: Parameters<typeof outcomeColour>[0], label: string) => ({
    label,
    colour: outcomeColour(name, scheme),
  });
  return {
    outcomes: [
      outcome('fulfilled', 'Taken home'),
      outcome('open', 'Open'),
      outcome('cancelled', 'Cancelled'),
      outcome('expired', 'Expired'),
      outcome('refunded', 'Refunded'),
    ],
    shares: [
      { label: 'Cancelled', colour: tomato },
      { label: 'Never picked up', colour: mustard },
      ...(hasOrigins(days) ? [{ label: 'Largest origin', colour: blue }] : []),
    ],
    entropy: [{ label: 'Entropy in bits', colour: relish }],
    topShare: [{ label: 'Largest item', colour: relish }],
    ages: AGE_WORDS.map((label, bracket) => ({ label, colour: ageColours(scheme)[bracket] ?? relish })),
    concentration: [
      { label: 'Accounts', colour: blue },
      { label: 'Effective number', colour: relish },
    ],
  };
};

const useOptions = (days: readonly DayFingerprint[], scheme: 'light' | 'dark') =>
  useMemo(
    () => ({
      outcomes: outcomesOption(days, scheme),
      shares: sharesOption(days, scheme),
      entropy: entropyOption(days, scheme),
      topShare: topShareOption(days, scheme),
      ages: agesOption(days, scheme),
      concentration: concentrationOption(days, scheme),
      legends: legends(days, scheme),
    }),
    [days, scheme],
  );

interface Drawing {
  readonly drawn: keyof ReturnType<typeof legends>;
  readonly title: string;
  readonly hint: string;
  /** What the drawing shows of a day, in words. */
  say(day: DayFingerprint): string;
}

const panels: readonly Drawing[] = [
  {
    drawn: 'outcomes',
    title: 'Orders',
    hint: 'By what became of them.',
    say: ({ counts, outcomes }) => `${counted(counts.orders, 'order')}, ${outcomes.cancelled} cancelled`,
  },
  {
    drawn: 'shares',
    title: 'Shares',
    hint: 'Of the day’s orders.',
    say: ({ counts, outcomes }) =>
      `${outcomes.cancelled} of ${counts.orders} cancelled, ${outcomes.expired} never picked up`,
  },
  {
    drawn: 'entropy',
    title: 'Entropy of the items',
    hint: 'Higher: spread over more items, more evenly.',
    say: ({ items }) => bits(items.entropy),
  },
  {
    drawn: 'topShare',
    title: 'Largest item',
    hint: 'The largest part that one item has of the day’s order lines.',
    say: ({ items }) => shareWords(items.topShare),
  },
  {
    drawn: 'ages',
    title: 'Who came',
    hint: 'Accounts by the time since their first order.',
    say: ({ ages, counts }) => `${ages[0]} of ${counts.accounts} accounts for the first time`,
  },
  {
    drawn: 'concentration',
    title: 'Concentration',
    hint: 'So many accounts of equal weight would carry as much.',
    say: ({ effectiveAccounts, counts }) =>
      `${effective(effectiveAccounts)} effectively, of ${counts.accounts}`,
  },
];

interface DayChartsProps {
  /** Oldest first. */
  readonly days: readonly DayFingerprint[];
  readonly onDay: (day: string) => void;
}

/** Day by day: orders and shares, entropy, ages, concentration. A click chooses a day. */
export const DayCharts = ({ days, onDay }: DayChartsProps) => {
  const scheme = useComputedColorScheme('light');
  const options = useOptions(days, scheme);
  const onReady = usePick(days, onDay);
  return (
    <Card padding="lg" component="section" aria-labelledby="day-by-day">
      <Title order={2} size="h4" id="day-by-day">
        Day by day
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        {counted(days.length, 'day')} with orders, by the UTC day of the placement. Click a day to look
        closer.
      </Text>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl" verticalSpacing="xl">
        {panels.map(({ drawn, say, ...panel }) => (
          <Panel
            key={drawn}
            {...panel}
            legend={options.legends[drawn]}
            summary={days.map((day) => `${shortDay(day.day)}: ${say(day)}`).join('; ')}
            option={options[drawn]}
            onReady={onReady}
          />
        ))}
      </SimpleGrid>
    </Card>
  );
};

import {
  Card,
  Group,
  Input,
  SegmentedControl,
  Stack,
  Text,
  Title,
  useComputedColorScheme,
} from '@mantine/core';
import { useCallback, useMemo, useState, type ComponentProps } from 'react';
import { SAFETY_BUDGETS, type SafetyResult } from '../../../services/contracts/http/safety-curve.ts';
import { ChartLegend } from '../../look/chart-legend.tsx';
import { Chart } from '../../look/chart.tsx';
import { EmptyState } from '../../look/states.tsx';
import { useAddress } from '../frame/use-address.ts';
import { ChosenPoint } from './chosen-point.tsx';
import { curveLegend, curveOption, idOf } from './curve-option.ts';
import { CurveTable } from './curve-table.tsx';
import { againstText, choiceText, figureText } from './safety-words.ts';
import { shownPoints, viewOf, type SafetyView, type ShownPoint } from './safety-view.ts';

type Measured = Extract<SafetyResult, { outcome: 'measured' }>;
type OnReady = NonNullable<ComponentProps<typeof Chart>['onReady']>;

const LISTS = [
  { value: 'all', label: 'All items' },
  { value: 'fresh', label: 'New items' },
];

const Choices = ({ lists, against }: SafetyView) => {
  const { set } = useAddress();
  return (
    <Group gap="lg" mb="md">
      <Input.Wrapper label="Lists of" labelElement="div">
        <SegmentedControl
          aria-label="Lists of"
          display="flex"
          data={LISTS}
          value={lists}
          onChange={(value) => set('lists', value === 'all' ? '' : value)}
        />
      </Input.Wrapper>
      <Input.Wrapper label="Against hostile accounts" labelElement="div">
        <SegmentedControl
          aria-label="Against hostile accounts"
          display="flex"
          data={SAFETY_BUDGETS.map(String)}
          value={String(against)}
          onChange={(value) => set('against', value)}
        />
      </Input.Wrapper>
    </Group>
  );
};

/** A click or a tap on a point chooses it. */
const useChoose = (choose: (id: string) => void): OnReady =>
  useCallback<OnReady>(
    (chart) => {
      const note = ({ data }: { readonly data: unknown }) => {
        const id = idOf(data);
        if (id !== undefined) choose(id);
      };
      chart.on('click', note);
      return () => {
        if (!chart.isDisposed()) chart.off('click', note);
      };
    },
    [choose],
  );

const summaryOf = (shown: readonly ShownPoint[], { against }: SafetyView): string => {
  const front = shown
    .filter(({ isOnFront }) => isOnFront)
    .map(({ point, x, y }) => `${choiceText(point)}: ${figureText(x)} and ${figureText(y)}`);
  return `NDCG and certified precision against ${againstText(against)} where nothing is better in both. ${front.join('; ')}. The table below has all of them.`;
};

interface DrawnProps {
  readonly shown: readonly ShownPoint[];
  readonly view: SafetyView;
  readonly limit: number;
}

const Drawn = ({ shown, view, limit }: DrawnProps) => {
  const scheme = useComputedColorScheme('light');
  const [asked, choose] = useState<string>();
  const { against } = view;
  const chosen = shown.find(({ id }) => id === asked) ?? shown.find(({ point }) => point.inForce);
  const id = chosen?.id ?? '';
  const option = useMemo(
    () => curveOption({ shown, chosen: id, against, limit, scheme }),
    [shown, id, against, limit, scheme],
  );
  return (
    <>
      <ChartLegend entries={curveLegend(shown, scheme)} />
      <Chart
        label={`Accuracy against safety, against ${againstText(against)}`}
        summary={summaryOf(shown, view)}
        option={option}
        height={380}
        onReady={useChoose(choose)}
      />
      <Stack gap="lg" mt="md">
        {chosen && <ChosenPoint shown={chosen} limit={limit} />}
        <CurveTable shown={shown} chosen={id} limit={limit} against={against} onChoose={choose} />
      </Stack>
    </>
  );
};

/** The curve in one view, what is known of the chosen point, and the same figures as a table. */
export const CurveCard = ({ result: { points, limit } }: { readonly result: Measured }) => {
  const { params } = useAddress();
  const view = useMemo(() => viewOf(params), [params]);
  const shown = useMemo(() => shownPoints(points, view), [points, view]);
  return (
    <Card padding="lg" component="section" aria-labelledby="curve">
      <Title order={2} size="h4" id="curve">
        The curve
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        Further right, lists foretell better what people take home; further up, more of it is certified to
        stay in them, against {againstText(view.against)}. A point is a clip and a power of the likeness
        between accounts; all else is as in the policy in force.
      </Text>
      <Choices {...view} />
      {shown.every(({ figures }) => figures.accounts === 0) ? (
        <EmptyState title="Nobody took home anything new">
          None of the measured accounts had, after the cut, what it hadn’t had before.
        </EmptyState>
      ) : (
        <Drawn shown={shown} view={view} limit={limit} />
      )}
    </Card>
  );
};

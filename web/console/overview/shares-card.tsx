import { Card, Grid, Group, Select, SimpleGrid, Text, Title, useComputedColorScheme } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Chart } from '../../look/chart.tsx';
import { GapTable } from './gap-table.tsx';
import { gapOf, highlightOf, latest, shareText, type ShareLine } from './share-lines.ts';
import { shareCeiling, sharePanelOption, type Counting } from './share-panel-option.ts';

interface PanelProps {
  readonly title: string;
  readonly counting: Counting;
  readonly lines: readonly ShareLine[];
  readonly highlight: ShareLine | undefined;
  readonly labels: readonly string[];
}

const Panel = ({ title, counting, lines, highlight, labels }: PanelProps) => {
  const scheme = useComputedColorScheme('light');
  const option = useMemo(
    () => sharePanelOption({ lines, highlight, labels, counting, ceiling: shareCeiling(lines), scheme }),
    [lines, highlight, labels, counting, scheme],
  );
  const now = highlight ? latest(highlight[counting]) : 0;
  return (
    <div>
      <Group justify="space-between" align="baseline" wrap="nowrap" mb={4}>
        <Title order={3} size="h5">
          {title}
        </Title>
        <Text fw={700} size="lg" c="tomato" style={{ fontVariantNumeric: 'tabular-nums' }}>
          {shareText(now)}
        </Text>
      </Group>
      <Chart
        label={`Item shares over time: ${title.toLowerCase()}`}
        summary={lines.map((line) => `${line.label}: ${shareText(latest(line[counting]))}`).join('; ')}
        option={option}
        height={240}
      />
    </div>
  );
};

/** Half a percentage point is within what a quiet day does. */
const QUIET_GAP = 0.005;

const verdict = (line: ShareLine): string => {
  const gap = gapOf(line);
  if (Math.abs(gap) < QUIET_GAP) return 'Both ways of counting agree: nobody is pushing.';
  const way = gap < 0 ? 'below' : 'above';
  const points = (Math.abs(gap) * 100).toFixed(1);
  return `A naive recommender puts ${line.label} ${points} points ${way} what people really took home.`;
};

interface SharesCardProps {
  readonly lines: readonly ShareLine[];
  readonly labels: readonly string[];
}

/** The key picture: an attack bends the dashed lines and leaves the solid ones alone. */
export const SharesCard = ({ lines, labels }: SharesCardProps) => {
  const [wanted, setWanted] = useState<string>();
  const highlight = useMemo(() => highlightOf(lines, wanted), [lines, wanted]);
  return (
    <Card padding="lg" component="section" aria-labelledby="shares">
      <Group justify="space-between" align="flex-end" mb="md">
        <div style={{ flex: '1 1 280px' }}>
          <Title order={2} size="h4" id="shares">
            Item shares: naive against counted
          </Title>
          <Text size="sm" c="dimmed">
            {highlight ? verdict(highlight) : 'No lines yet.'}
          </Text>
        </div>
        <Select
          label="Highlight"
          searchable
          allowDeselect={false}
          maw={320}
          data={lines.map(({ itemId, label }) => ({ value: itemId, label }))}
          value={highlight?.itemId ?? null}
          onChange={(value) => setWanted(value ?? undefined)}
        />
      </Group>
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
            <Panel title="As placed (naive)" counting="raw" {...{ lines, highlight, labels }} />
            <Panel title="As Relish counts" counting="counted" {...{ lines, highlight, labels }} />
          </SimpleGrid>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <GapTable lines={lines} />
        </Grid.Col>
      </Grid>
    </Card>
  );
};

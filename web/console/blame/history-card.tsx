import { Card, Text, Title, useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import type { Blame } from '../../../services/contracts/http/blame.ts';
import { ChartLegend } from '../../look/chart-legend.tsx';
import { Chart } from '../../look/chart.tsx';
import { count, votes } from '../../look/format.ts';
import { marksOf, partsLegend, placeOption, scoreOption } from './blame-options.ts';
import { placeText } from './blame-words.ts';

/** The drawings as a table, for those who can't see them. */
const HistoryTable = ({ found }: { readonly found: Blame }) => (
  <>
    <table>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">Place</th>
          <th scope="col">Score</th>
        </tr>
      </thead>
      <tbody>
        {found.history.stands.map((stand) => (
          <tr key={stand.position}>
            <th scope="row">{stand.day ?? 'before the first'}</th>
            <td>{placeText(stand)}</td>
            <td>{votes(stand.score)}</td>
          </tr>
        ))}
      </tbody>
    </table>
    <ul>
      {marksOf(found).map(({ column, label }, index) => (
        <li key={index}>{`${found.history.stands[column]?.day ?? ''}: ${label}`}</li>
      ))}
    </ul>
  </>
);

const modelWords = ({ history: { stands } }: Blame): string => {
  const models = [...new Set(stands.map(({ model }) => model))];
  return models.length > 1 ? ` By ${models.join(', then ')}, whose scores can’t be compared.` : '';
};

const spanWords = (found: Blame): string => {
  const { everyDays, isCut, looks } = found.history;
  const ends = everyDays === 1 ? 'The end of each day' : `The end of every ${count(everyDays)} days`;
  const cut = isCut ? ' Other days can’t be looked at.' : '';
  return `${ends} (UTC), and the list itself.${cut} ${count(looks)} positions of the log were looked at.${modelWords(found)}`;
};

/** How the item's score and its place came to be, with marks for what changed them. */
export const HistoryCard = ({ found }: { readonly found: Blame }) => {
  const scheme = useComputedColorScheme('light');
  const score = useMemo(() => scoreOption(found, scheme), [found, scheme]);
  const place = useMemo(() => placeOption(found, scheme), [found, scheme]);
  const rows = useMemo(
    () =>
      found.history.stands.map(({ parts }) => ({ itemId: '', label: '', parts, uncapped: parts.newcomers })),
    [found],
  );
  return (
    <Card padding="lg" component="section" aria-labelledby="history">
      <Title order={2} size="h4" id="history">
        How it came to be
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {spanWords(found)}
      </Text>
      <ChartLegend entries={partsLegend(rows, scheme)} />
      <Chart
        label="The item’s score over time"
        summary={<HistoryTable found={found} />}
        option={score}
        height={240}
      />
      <Text size="sm" fw={600} mt="md">
        Place
      </Text>
      <Chart
        label="The item’s place over time"
        summary="The table above has the same places."
        option={place}
        height={140}
      />
    </Card>
  );
};

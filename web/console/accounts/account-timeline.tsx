import { Card, Text, Title, useComputedColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { getTimeline } from '../../../services/contracts/http/accounts.ts';
import { callRoute } from '../../look/api.ts';
import { ChartLegend } from '../../look/chart-legend.tsx';
import { Chart } from '../../look/chart.tsx';
import { count } from '../../look/format.ts';
import { ErrorState, LoadingState } from '../../look/states.tsx';
import { LIVE_MS } from '../frame/use-status.ts';
import { outcomeColour } from '../overview/orders-option.ts';
import type { AccountDetail } from './account-detail.ts';
import { DatedEvidence } from './dated-evidence.tsx';
import { calendarOf, marksOf, type Mark, type Timeline } from './timeline-days.ts';
import { timelineOption } from './timeline-option.ts';

const OUTCOMES = [
  ['fulfilled', 'Taken home'],
  ['open', 'Open'],
  ['cancelled', 'Cancelled'],
  ['expired', 'Expired'],
  ['refunded', 'Refunded'],
] as const;

const useTimeline = (accountId: string) =>
  useQuery({
    queryKey: ['account', accountId, 'timeline'],
    queryFn: ({ signal }) => callRoute(getTimeline, { params: { accountId }, signal }),
    refetchInterval: LIVE_MS,
  });

/** The drawing as a table, for those who can't see it. */
const TimelineTable = ({
  timeline,
  marks,
}: {
  readonly timeline: Timeline;
  readonly marks: readonly Mark[];
}) => (
  <>
    <table>
      <caption>Orders by day and by what became of them</caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
          {OUTCOMES.map(([outcome, label]) => (
            <th key={outcome} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {timeline.days.map((day) => (
          <tr key={day.day}>
            <th scope="row">{day.day}</th>
            {OUTCOMES.map(([outcome]) => (
              <td key={outcome}>{day[outcome]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
    <ul>
      {marks.map(({ day, label }, index) => (
        <li key={index}>{`${day}: ${label}`}</li>
      ))}
    </ul>
  </>
);

const Drawing = ({
  timeline,
  moderation,
}: {
  readonly timeline: Timeline;
  readonly moderation: AccountDetail['moderation'];
}) => {
  const scheme = useComputedColorScheme('light');
  const marks = useMemo(() => marksOf(timeline, moderation), [timeline, moderation]);
  const option = useMemo(
    () => timelineOption(calendarOf(timeline.days, marks), marks, scheme),
    [timeline, marks, scheme],
  );
  return (
    <>
      <ChartLegend
        entries={OUTCOMES.map(([outcome, label]) => ({ label, colour: outcomeColour(outcome, scheme) }))}
      />
      <Chart
        label="The account’s orders over time"
        summary={<TimelineTable timeline={timeline} marks={marks} />}
        option={option}
        height={240}
      />
    </>
  );
};

/** The account's history: orders by day and what became of them, its rise, its first evidence, and what people did. */
export const AccountTimeline = ({ account }: { readonly account: AccountDetail }) => {
  const { data, error, refetch } = useTimeline(account.accountId);
  return (
    <Card padding="lg" component="section" aria-labelledby="timeline">
      <Title order={2} size="h4" id="timeline">
        Time line
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        Orders by the UTC day they were placed on.
        {data?.capped && ` Only the last ${count(data.orders)} orders heard of, on the latest days.`}
      </Text>
      {error && <ErrorState error={error} onRetry={refetch} />}
      {!data && !error && <LoadingState label="Loading the time line" rows={1} rowHeight={240} />}
      {data?.days.length === 0 && <Text>No order so far.</Text>}
      {data && data.days.length > 0 && <Drawing timeline={data} moderation={account.moderation} />}
      {data && data.days.length > 0 && <DatedEvidence timeline={data} />}
    </Card>
  );
};

import { SegmentedControl, Stack } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { getOverview } from '../../../services/contracts/http/overview.ts';
import { callRoute } from '../../look/api.ts';
import { EmptyState, ErrorState, LoadingState } from '../../look/states.tsx';
import { PageTitle } from '../frame/page-title.tsx';
import { useAddress } from '../frame/use-address.ts';
import { LIVE_MS } from '../frame/use-status.ts';
import { BigNumbers } from './big-numbers.tsx';
import { bucketLabel } from './bucket-label.ts';
import { FatesCard } from './fates-card.tsx';
import { lineFates } from './line-fates.ts';
import { orderOutcomes, windowTotals } from './order-outcomes.ts';
import { OrdersCard } from './orders-card.tsx';
import { shareLines, type Overview } from './share-lines.ts';
import { SharesCard } from './shares-card.tsx';

type Window = Overview['window'];

/** As many as the service gives: any of them can be highlighted. */
const ITEMS = 20;

const WINDOWS = [
  { value: 'hour', label: 'Last hour' },
  { value: 'month', label: 'Last 30 days' },
] as const;

const useOverview = (window: Window) =>
  useQuery({
    queryKey: ['overview', window],
    queryFn: ({ signal }) => callRoute(getOverview, { query: { window, items: ITEMS }, signal }),
    refetchInterval: LIVE_MS,
    placeholderData: keepPreviousData,
  });

const Sections = ({ overview }: { readonly overview: Overview }) => {
  const { orders, lines, shares, totals, buckets, window } = overview;
  // Each part keeps its identity while its own numbers stay: only what moved is drawn again.
  const labels = useMemo(() => buckets.map((start) => bucketLabel(start, window)), [buckets, window]);
  const outcomes = useMemo(() => orderOutcomes({ orders }), [orders]);
  const itemLines = useMemo(() => shareLines({ shares, totals }), [shares, totals]);
  const fates = lineFates(lines);
  return (
    <Stack gap="lg">
      <BigNumbers totals={windowTotals(overview)} fates={fates} />
      <SharesCard lines={itemLines} labels={labels} />
      <OrdersCard outcomes={outcomes} labels={labels} />
      <FatesCard fates={fates} />
    </Stack>
  );
};

const isEmpty = ({ lines, totals }: Overview): boolean =>
  Object.values(lines).every((count) => count === 0) && (totals.raw.at(-1) ?? 0) === 0;

/** What comes in, what counts and what doesn't, and whose share moves: live. */
export const OverviewPage = () => {
  const { params, set } = useAddress();
  const window: Window = params.get('window') === 'hour' ? 'hour' : 'month';
  const { data, error, refetch } = useOverview(window);
  return (
    <>
      <PageTitle
        title="Overview"
        actions={
          <SegmentedControl
            aria-label="Window"
            data={[...WINDOWS]}
            value={window}
            onChange={(value) => set('window', value)}
          />
        }
      >
        What comes in, and what counts.
      </PageTitle>
      {error && <ErrorState error={error} onRetry={refetch} />}
      {!data && !error && <LoadingState label="Loading the overview" rows={4} rowHeight={160} />}
      {data && isEmpty(data) && (
        <EmptyState order={2} title="No orders yet">
          As soon as somebody orders, it shows here within two seconds.
        </EmptyState>
      )}
      {data && !isEmpty(data) && <Sections overview={data} />}
    </>
  );
};

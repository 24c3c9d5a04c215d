import { Stack } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import { MAX_FINGERPRINT_DAYS } from '../../../services/contracts/http/fingerprints.ts';
import { Pager } from '../../look/pager.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../look/states.tsx';
import { PageTitle } from '../frame/page-title.tsx';
import { useAddress } from '../frame/use-address.ts';
import { DayCard } from './day-card.tsx';
import { DayCharts } from './day-charts.tsx';
import { isDay } from './fingerprint-words.ts';
import { PresentCard } from './present-card.tsx';
import { useFingerprints, type FingerprintPage } from './use-fingerprints.ts';

const Sections = ({ page }: { readonly page: FingerprintPage }) => {
  const { params, set } = useAddress();
  const oldestFirst = useMemo(() => page.days.toReversed(), [page.days]);
  const days = page.days.map(({ day }) => day);
  const [asked, against] = [params.get('day') ?? '', params.get('against') ?? 'week'];
  const day = isDay(asked) ? asked : (days[0] ?? '');
  const onDay = useCallback((value: string) => set('day', value), [set]);
  // The day's card is below the drawings that one clicks in.
  const onPick = useCallback(
    (value: string) => {
      set('day', value);
      document.getElementById('day')?.scrollIntoView({ block: 'center' });
    },
    [set],
  );
  const isAgainst = against === 'present' || (isDay(against) && against !== day);
  return (
    <Stack gap="lg">
      <PresentCard present={page.present} />
      <DayCharts days={oldestFirst} onDay={onPick} />
      <DayCard
        day={day}
        against={isAgainst ? against : 'week'}
        days={days}
        onDay={onDay}
        onAgainst={(value) => set('against', value === 'week' ? '' : value)}
      />
    </Stack>
  );
};

/** What each day looked like in a few numbers, and how days and the present version differ. */
export const FingerprintsPage = () => {
  const { data, error, refetch, pages } = useFingerprints();
  return (
    <>
      <PageTitle title="Fingerprints">
        What each day was like in a few numbers, and how it differs from others.
      </PageTitle>
      {error && <ErrorState error={error} onRetry={refetch} />}
      {!data && !error && <LoadingState label="Loading the fingerprints" rows={3} rowHeight={200} />}
      {data?.total === 0 && (
        <EmptyState order={2} title="No orders yet">
          The first day with an order has the first fingerprint.
        </EmptyState>
      )}
      {data && data.total > 0 && (
        <>
          <Sections page={data} />
          <Pager
            of="days"
            pages={pages}
            pageSize={MAX_FINGERPRINT_DAYS}
            total={data.total}
            next={data.next}
          />
        </>
      )}
    </>
  );
};

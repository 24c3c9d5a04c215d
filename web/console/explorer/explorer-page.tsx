import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { listFeatures } from '../../../services/contracts/http/accounts.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import { callRoute } from '../../look/api.ts';
import { count, counted } from '../../look/format.ts';
import { EmptyState, ErrorState, LoadingState } from '../../look/states.tsx';
import { PageTitle } from '../frame/page-title.tsx';
import { isBrushed, isIn, withRange, type Brush, type Range } from './brush.ts';
import { BrushFields } from './brush-fields.tsx';
import { BrushQuality } from './brush-quality.tsx';
import { BrushedAccounts } from './brushed-accounts.tsx';
import { ParallelChart } from './parallel-chart.tsx';

/** As many lines as a person can tell apart at all; the service takes the same sample every time. */
const SAMPLE = 1_000;

type Features = ReplyOf<typeof listFeatures>;

const useFeatures = () =>
  useQuery({
    queryKey: ['features', SAMPLE],
    queryFn: ({ signal }) => callRoute(listFeatures, { query: { limit: SAMPLE }, signal }),
    placeholderData: keepPreviousData,
  });

const sampleText = ({ total, rows, labelled }: Features): string =>
  rows.length === total
    ? `All ${counted(total, 'account')} that ordered, ${count(labelled)} of them labelled.`
    : `A sample of ${count(rows.length)} of ${counted(total, 'account')}: the labelled ones (${count(labelled)}), then always the same others.`;

/** The same range as before changes nothing: the drawing repeats what it is told. */
const isSame = (a: Range = {}, b: Range): boolean => a.min === b.min && a.max === b.max;

const Explorer = ({ features }: { readonly features: Features }) => {
  const [brush, setBrush] = useState<Brush>({});
  const onRange = useCallback((key: string, range: Range) => {
    setBrush((before) => (isSame(before[key], range) ? before : withRange(before, key, range)));
  }, []);
  const inside = useMemo(
    () => features.rows.filter((account) => isIn(brush, account)),
    [features.rows, brush],
  );
  return (
    <Stack gap="lg">
      <Card padding="lg" component="section" aria-labelledby="features">
        <Group justify="space-between" mb="sm">
          <div>
            <Title order={2} size="h4" id="features">
              Features
            </Title>
            <Text size="sm" c="dimmed">
              {sampleText(features)} Drag along an axis to brush it, or fill in the fields.
            </Text>
          </div>
          <Button variant="default" disabled={!isBrushed(brush)} onClick={() => setBrush({})}>
            Clear the brush
          </Button>
        </Group>
        <ParallelChart accounts={features.rows} brush={brush} inside={inside.length} onRange={onRange} />
        <Title order={3} size="h5" mt="md" mb="xs">
          The brush in numbers
        </Title>
        <BrushFields brush={brush} onRange={onRange} />
      </Card>
      <BrushQuality accounts={features.rows} brush={brush} />
      <BrushedAccounts accounts={inside} isBrushed={isBrushed(brush)} />
    </Stack>
  );
};

/** Accounts by what they are like: brush a region, see who is in it, label them, make a rule of it. */
export const ExplorerPage = () => {
  const { data, error, refetch } = useFeatures();
  return (
    <>
      <PageTitle title="Explorer">
        Who is like whom: brush a region, see who is in it, make a rule of it.
      </PageTitle>
      {error && <ErrorState error={error} onRetry={refetch} />}
      {!data && !error && <LoadingState label="Loading the accounts" rows={3} rowHeight={200} />}
      {data?.total === 0 && (
        <EmptyState order={2} title="No accounts yet">
          Whoever orders first is the first line here.
        </EmptyState>
      )}
      {data && data.total > 0 && <Explorer features={data} />}
    </>
  );
};

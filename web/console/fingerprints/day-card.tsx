import { Card, Group, NativeSelect, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { counted } from '../../look/format.ts';
import { ErrorState, LoadingState } from '../../look/states.tsx';
import { ComparisonTable } from './comparison-table.tsx';
import { DayItems } from './day-items.tsx';
import { againstText, dayText, effective, notableText, weekBefore } from './fingerprint-words.ts';
import { type Comparison, useComparison, useFingerprint } from './use-fingerprints.ts';

const StandsOut = ({
  comparison,
  against,
}: {
  readonly comparison: Comparison;
  readonly against: string;
}) => (
  <section aria-labelledby="stands-out">
    <Title order={3} size="h5" id="stands-out" mb={4}>
      What stands out against {againstText(against)}
    </Title>
    {comparison.notable.length === 0 ? (
      <Text size="sm">Nothing beyond what chance makes.</Text>
    ) : (
      <Stack component="ul" gap={4} m={0} pl="lg">
        {comparison.notable.map((notable) => (
          <Text key={notable.code} component="li" size="sm">
            {notableText(notable)}
          </Text>
        ))}
      </Stack>
    )}
  </section>
);

interface DayCardProps {
  readonly day: string;
  /** `week`, `present`, or a day. */
  readonly against: string;
  /** The days one can choose, the latest first. */
  readonly days: readonly string[];
  readonly onDay: (day: string) => void;
  readonly onAgainst: (against: string) => void;
}

const Choices = ({ day, against, days, onDay, onAgainst }: DayCardProps) => {
  const options = days.map((value) => ({ value, label: dayText(value) }));
  return (
    <Group gap="sm" align="flex-end">
      <NativeSelect
        label="Day"
        data={days.includes(day) ? options : [{ value: day, label: dayText(day) }, ...options]}
        value={day}
        onChange={(event) => onDay(event.currentTarget.value)}
      />
      <NativeSelect
        label="Compare with"
        data={[
          { value: 'week', label: 'The week before' },
          { value: 'present', label: 'The present version' },
          ...options.filter(({ value }) => value !== day),
        ]}
        value={against}
        onChange={(event) => onAgainst(event.currentTarget.value)}
      />
    </Group>
  );
};

/** One day closely: what it was like, and how it differs from another, from its week, or from the present. */
export const DayCard = (props: DayCardProps) => {
  const { day, against } = props;
  const detail = useFingerprint(day);
  const comparison = useComparison(against === 'week' ? weekBefore(day) : against, day);
  const error = detail.error ?? comparison.error;
  return (
    <Card padding="lg" component="section" aria-labelledby="day">
      <Group justify="space-between" align="flex-start" mb="md">
        <div>
          <Title order={2} size="h4" id="day">
            {dayText(day)}
          </Title>
          {detail.data && (
            <Text size="sm" c="dimmed">
              {counted(detail.data.counts.orders, 'order')}, {counted(detail.data.counts.lines, 'line')},{' '}
              {counted(detail.data.counts.accounts, 'account')} (effectively{' '}
              {effective(detail.data.effectiveAccounts)}),{' '}
              {counted(detail.data.counts.newAccounts, 'new one')}
            </Text>
          )}
        </div>
        <Choices {...props} />
      </Group>
      {error && (
        <ErrorState error={error} onRetry={() => Promise.all([detail.refetch(), comparison.refetch()])} />
      )}
      {!error && (!detail.data || !comparison.data) && <LoadingState label="Loading the day" rows={3} />}
      {!error && detail.data && comparison.data && (
        <Stack gap="lg">
          <StandsOut comparison={comparison.data} against={against} />
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl">
            <ComparisonTable detail={detail.data} comparison={comparison.data} against={against} />
            <DayItems detail={detail.data} comparison={comparison.data} />
          </SimpleGrid>
        </Stack>
      )}
    </Card>
  );
};

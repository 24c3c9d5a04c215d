import { Anchor, Card, List, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import { relativeTime } from '../../look/format.ts';
import { ErrorState } from '../../look/states.tsx';
import { useStaleFlags } from './use-rollouts.ts';

/** Flags that somebody should clean up. */
export const StaleCard = () => {
  const { data, error, refetch, dataUpdatedAt } = useStaleFlags();
  return (
    <Card padding="lg" component="section" aria-labelledby="stale">
      <Title order={2} size="h4" id="stale" mb="xs">
        Stale flags
      </Title>
      {error && <ErrorState error={error} onRetry={refetch} />}
      {data?.flags.length === 0 && (
        <Text size="sm">None: no split without a rollout, no rules that nobody has touched for 30 days.</Text>
      )}
      {data && data.flags.length > 0 && (
        <List size="sm">
          {data.flags.map(({ key, detail, since }) => (
            <List.Item key={key}>
              <Anchor component={Link} href="/flag" size="sm">
                {key}
              </Anchor>
              : {detail}
              {since !== undefined && ` Last changed ${relativeTime(since, dataUpdatedAt)}.`}
            </List.Item>
          ))}
        </List>
      )}
    </Card>
  );
};

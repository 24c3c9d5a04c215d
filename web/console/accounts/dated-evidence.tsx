import { List, Text, Title } from '@mantine/core';
import { explainDated, explainUndated } from './explain-dated.ts';
import type { Timeline } from './timeline-days.ts';

/** Since when there is evidence, what it was on that day, and what it changed. */
export const DatedEvidence = ({ timeline }: { readonly timeline: Timeline }) => {
  const { evidence, datedFrom, undated } = timeline;
  return (
    <>
      <Title order={3} size="h5" mt="md" mb={4}>
        First evidence
      </Title>
      {evidence.length === 0 ? (
        <Text size="sm">None on any day that was looked at.</Text>
      ) : (
        <List size="sm" spacing={4} aria-label="First evidence">
          {evidence.map((found) => {
            const { day, title, text } = explainDated(found, datedFrom);
            return (
              <List.Item key={found.code} style={{ overflowWrap: 'anywhere' }}>
                <b>
                  {day}: {title}.
                </b>{' '}
                {text}
              </List.Item>
            );
          })}
        </List>
      )}
      <Text size="xs" c="dimmed" mt={4}>
        {datedFrom !== undefined && `Days before ${datedFrom} were not looked at. `}
        {explainUndated(undated)}
      </Text>
    </>
  );
};

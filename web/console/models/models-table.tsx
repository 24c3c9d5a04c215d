import { Badge, Card, Code, Table, Text, Title } from '@mantine/core';
import { count } from '../../look/format.ts';
import { agreementText, millisText, replacedText, runsText, stateText } from './model-words.ts';
import type { ModelRow } from './use-models.ts';

const COLOURS = { live: 'relish', starting: 'mustard', down: 'tomato' } as const;

const Name = ({ row }: { readonly row: ModelRow }) => (
  <>
    <Text size="sm" fw={600}>
      {row.model.name} <Badge color={COLOURS[row.state.is]}>{row.state.is}</Badge>
    </Text>
    <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
      version {row.model.version}, {runsText(row.runs)}
    </Text>
    <Code>{row.model.digest.slice(7, 19)}</Code>
    {row.state.is !== 'live' && (
      <Text size="xs" style={{ overflowWrap: 'anywhere' }}>
        {stateText(row)}
      </Text>
    )}
  </>
);

const Row = ({ row }: { readonly row: ModelRow }) => {
  const { latency, served, roles } = row;
  const replaced = replacedText(row);
  return (
    <Table.Tr>
      <Table.Td>
        <Name row={row} />
      </Table.Td>
      <Table.Td>
        {roles.length === 0
          ? '–'
          : roles.map(({ role, requests }) => (
              <Text key={role} size="sm">
                {role}, {count(requests)}
              </Text>
            ))}
      </Table.Td>
      <Table.Td ta="right">
        {count(served)}
        {replaced !== undefined && (
          <Text size="xs" c="dimmed">
            replaced: {replaced}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right">{millisText(latency.p50, latency.count)}</Table.Td>
      <Table.Td ta="right">{millisText(latency.p99, latency.count)}</Table.Td>
      <Table.Td ta="right">{agreementText(row)}</Table.Td>
    </Table.Tr>
  );
};

/** Every live model: who it is, what it was to how many requests, how fast, and how it agrees with the baseline. */
export const ModelsTable = ({ models }: { readonly models: readonly ModelRow[] }) => (
  <Card padding="lg" component="section" aria-labelledby="live-models">
    <Title order={2} size="h4" id="live-models" mb="sm">
      Live models
    </Title>
    <Table.ScrollContainer
      minWidth={640}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': 'All live models' } }}
    >
      <Table aria-labelledby="live-models" tabularNums horizontalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Model</Table.Th>
            <Table.Th>Roles, requests</Table.Th>
            <Table.Th ta="right">Lists served</Table.Th>
            <Table.Th ta="right">Median</Table.Th>
            <Table.Th ta="right">99 of 100</Table.Th>
            <Table.Th ta="right">Same as the baseline</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {models.map((row) => (
            <Row key={row.model.digest} row={row} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
    <Text size="xs" c="dimmed" mt="sm">
      Times of models beside the votes are what computing took; of others, from the question to the answer.
      “Order” is Kendall’s τ over the items in both lists: 1 the same, −1 the other way round. Over the last
      1,000 lists.
    </Text>
  </Card>
);

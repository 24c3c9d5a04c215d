import { List, Table, Text } from '@mantine/core';
import type { FindingFacts } from '../../../services/contracts/http/incidents.ts';
import { figureText } from './incident-words.ts';

type Facts = Pick<FindingFacts, 'figures' | 'about'>;

const Figures = ({ figures }: Pick<Facts, 'figures'>) => (
  <Table.ScrollContainer minWidth={300}>
    <Table aria-label="What was seen" tabularNums verticalSpacing={4} horizontalSpacing="xs" maw={640}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Figure</Table.Th>
          <Table.Th ta="right">Now</Table.Th>
          <Table.Th ta="right">Before</Table.Th>
          <Table.Th ta="right">Limit</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {figures.map(({ name, unit, now, before, limit }) => (
          <Table.Tr key={name}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{name}</Table.Td>
            <Table.Td ta="right">{figureText(now, unit)}</Table.Td>
            <Table.Td ta="right">{figureText(before, unit)}</Table.Td>
            <Table.Td ta="right">{figureText(limit, unit)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </Table.ScrollContainer>
);

/** What a monitor saw: figures against their limits, and whom or what they are about. */
export const FindingFigures = ({ facts: { figures, about } }: { readonly facts: Facts }) => (
  <>
    {figures.length > 0 && <Figures figures={figures} />}
    {about.length > 0 && (
      <List size="sm" style={{ overflowWrap: 'anywhere' }}>
        {about.map(({ what, id, note }) => (
          <List.Item key={`${what} ${id}`}>
            {what} {id}
            {note !== undefined && (
              <Text span c="dimmed" size="sm">
                : {note}
              </Text>
            )}
          </List.Item>
        ))}
      </List>
    )}
  </>
);

import { Badge, Button, Group, Paper, Table, Text, Title } from '@mantine/core';
import { IconFilePencil } from '@tabler/icons-react';
import { Link } from 'wouter';
import { counted } from '../../look/format.ts';
import { choiceText, draftLink, figureText } from './safety-words.ts';
import type { ShownPoint } from './safety-view.ts';

interface ChosenPointProps {
  readonly shown: ShownPoint;
  readonly limit: number;
}

const Budgets = ({ figures }: Pick<ShownPoint, 'figures'>) => (
  <Table
    aria-label="The chosen point against more and more hostile accounts"
    tabularNums
    horizontalSpacing={6}
  >
    <Table.Thead>
      <Table.Tr>
        <Table.Th ta="right">Against</Table.Th>
        <Table.Th ta="right">Precision</Table.Th>
        <Table.Th ta="right">Recall</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {figures.certified.map(({ against, precision, recall }) => (
        <Table.Tr key={against}>
          <Table.Td ta="right">{against}</Table.Td>
          <Table.Td ta="right">{figureText(precision)}</Table.Td>
          <Table.Td ta="right">{figureText(recall)}</Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  </Table>
);

/** All that was measured of one clip and power, and the way to a policy with them. */
export const ChosenPoint = ({ shown, limit }: ChosenPointProps) => {
  const { point, figures } = shown;
  return (
    <Paper withBorder p={{ base: 'sm', sm: 'md' }} component="section" aria-labelledby="chosen">
      <Group justify="space-between" gap="sm" mb="xs">
        <Group gap="xs">
          <Title order={3} size="h5" id="chosen">
            {choiceText(point)}
          </Title>
          {point.inForce && <Badge color="relish">in force</Badge>}
        </Group>
        {!point.inForce && (
          <Button
            component={Link}
            href={draftLink(point)}
            variant="default"
            px="sm"
            leftSection={<IconFilePencil size={16} aria-hidden />}
          >
            Draft a policy with this clip
          </Button>
        )}
      </Group>
      <Text size="sm" mb="xs" role="status">
        NDCG@{limit} {figureText(figures.ndcg)}, recall@{limit} {figureText(figures.recall)}: means over the
        lists of {counted(figures.accounts, 'account')}.
      </Text>
      <Text size="sm" c="dimmed">
        Certified@{limit} against so many hostile accounts:
      </Text>
      <Budgets figures={figures} />
    </Paper>
  );
};

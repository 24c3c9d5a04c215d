import { Badge, Button, Card, Group, Table, Text } from '@mantine/core';
import { IconLock, IconUserCheck } from '@tabler/icons-react';
import type { DemotionRow } from '../../../services/contracts/http/demotions.ts';
import { votes } from '../../look/format.ts';
import { AccountLink } from '../accounts/account-link.tsx';
import { explainEvidence } from '../accounts/explain-evidence.ts';
import type { ModerationAct } from '../accounts/moderation-act.ts';

interface RowProps {
  readonly row: DemotionRow;
  /** Undefined for those who may only look. */
  readonly onAct: ((accountId: string, act: ModerationAct) => void) | undefined;
}

const StateBadge = ({ state }: Pick<DemotionRow, 'state'>) => (
  <Badge
    miw="max-content"
    color={state === 'waiting' ? 'tomato' : 'mustard'}
    variant={state === 'waiting' ? 'filled' : 'light'}
  >
    {state}
  </Badge>
);

const Acts = ({ row, onAct }: Required<RowProps>) =>
  onAct && (
    <Group gap="xs" mt="xs" wrap="wrap">
      <Button
        size="compact-sm"
        color="tomato"
        variant="light"
        leftSection={<IconLock size={14} aria-hidden />}
        aria-label={`Quarantine ${row.accountId}`}
        onClick={() => onAct(row.accountId, { act: 'quarantine' })}
      >
        Quarantine
      </Button>
      <Button
        size="compact-sm"
        color="relish"
        variant="light"
        leftSection={<IconUserCheck size={14} aria-hidden />}
        aria-label={`Clear ${row.accountId}`}
        onClick={() => onAct(row.accountId, { act: 'label', label: 'honest' })}
      >
        Clear
      </Button>
    </Group>
  );

const Row = ({ row, onAct }: RowProps) => (
  <Table.Tr>
    <Table.Td style={{ overflowWrap: 'anywhere' }}>
      <AccountLink accountId={row.accountId} fw={600} />
      <Group gap="xs" mt={4}>
        <StateBadge state={row.state} />
      </Group>
    </Table.Td>
    <Table.Td>
      <Text size="sm">{explainEvidence(row.evidence).text}</Text>
      <Text size="xs" c="dimmed">
        Oldest of them: {row.oldest}. Risen {row.risen}.
      </Text>
      <Acts row={row} onAct={onAct} />
    </Table.Td>
    <Table.Td ta="right" visibleFrom="sm">
      {votes(row.votes)}
    </Table.Td>
  </Table.Tr>
);

interface DemotionsTableProps {
  readonly rows: readonly DemotionRow[];
  readonly onAct: RowProps['onAct'];
}

/** Who moves together with too many others, with what was seen, and what a person can do about it. */
export const DemotionsTable = ({ rows, onAct }: DemotionsTableProps) => (
  <Card padding={0}>
    <Table aria-label="Demotions" tabularNums verticalSpacing="xs" horizontalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Account</Table.Th>
          <Table.Th>What was seen</Table.Th>
          <Table.Th ta="right" visibleFrom="sm">
            Votes
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Row key={row.accountId} row={row} onAct={onAct} />
        ))}
      </Table.Tbody>
    </Table>
  </Card>
);

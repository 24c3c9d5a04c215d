import { Badge, Button, Group, Table } from '@mantine/core';
import { IconLock, IconUserCheck } from '@tabler/icons-react';
import type { GroupMember } from '../../../services/contracts/http/demotions.ts';
import { count, votes } from '../../look/format.ts';
import { AccountLink } from '../accounts/account-link.tsx';
import type { ModerationAct } from '../accounts/moderation-act.ts';
import { stateWords } from './group-words.ts';

interface RowProps {
  readonly member: GroupMember;
  /** Undefined for those who may only look. */
  readonly onAct: ((accountId: string, act: ModerationAct) => void) | undefined;
}

const colours = { waiting: 'tomato', demoted: 'mustard', oldest: 'gray', cleared: 'relish' } as const;

const StateBadge = ({ state }: Pick<GroupMember, 'state'>) => (
  <Badge miw="max-content" color={colours[state]} variant={state === 'waiting' ? 'filled' : 'light'}>
    {stateWords[state]}
  </Badge>
);

const Acts = ({ member: { accountId, state }, onAct }: Required<RowProps>) =>
  onAct && (
    <Group gap="xs" wrap="wrap" justify="flex-end">
      <Button
        size="compact-sm"
        color="tomato"
        variant="light"
        leftSection={<IconLock size={14} aria-hidden />}
        aria-label={`Quarantine ${accountId}`}
        onClick={() => onAct(accountId, { act: 'quarantine' })}
      >
        Quarantine
      </Button>
      {state !== 'cleared' && (
        <Button
          size="compact-sm"
          color="relish"
          variant="light"
          leftSection={<IconUserCheck size={14} aria-hidden />}
          aria-label={`Clear ${accountId}`}
          onClick={() => onAct(accountId, { act: 'label', label: 'honest' })}
        >
          Clear
        </Button>
      )}
    </Group>
  );

const Row = ({ member, onAct }: RowProps) => (
  <Table.Tr>
    <Table.Td style={{ overflowWrap: 'anywhere' }}>
      <AccountLink accountId={member.accountId} fw={600} />
      <Group gap="xs" mt={4}>
        <StateBadge state={member.state} />
      </Group>
    </Table.Td>
    <Table.Td ta="right" visibleFrom="sm">
      {count(member.linesShared)} of {count(member.linesTaken)}
    </Table.Td>
    <Table.Td visibleFrom="md">{member.risen}</Table.Td>
    <Table.Td ta="right" visibleFrom="sm">
      {votes(member.votes)}
    </Table.Td>
    {onAct && (
      <Table.Td>
        <Acts member={member} onAct={onAct} />
      </Table.Td>
    )}
  </Table.Tr>
);

interface DemotionsTableProps {
  readonly members: readonly GroupMember[];
  readonly onAct: RowProps['onAct'];
}

/** Who is in the group, how much of what it took home it shares with the oldest, and acts on one account alone. */
export const DemotionsTable = ({ members, onAct }: DemotionsTableProps) => (
  <Table aria-label="Accounts of the group" tabularNums verticalSpacing="xs" horizontalSpacing="sm">
    <Table.Thead>
      <Table.Tr>
        <Table.Th>Account</Table.Th>
        <Table.Th ta="right" visibleFrom="sm">
          Lines shared
        </Table.Th>
        <Table.Th visibleFrom="md">Risen</Table.Th>
        <Table.Th ta="right" visibleFrom="sm">
          Votes
        </Table.Th>
        {onAct && <Table.Th ta="right">Alone</Table.Th>}
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {members.map((member) => (
        <Row key={member.accountId} member={member} onAct={onAct} />
      ))}
    </Table.Tbody>
  </Table>
);

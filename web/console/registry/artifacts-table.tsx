import { Badge, Group, Table, Text } from '@mantine/core';
import type { RegisteredArtifact } from '../../../services/contracts/http/registry.ts';
import { dayAndTime } from '../../look/format.ts';
import { positionText, shortDigest } from '../frame/status-words.ts';
import { howText, madeOfText, sizeText } from './registry-words.ts';

interface RowProps {
  readonly one: RegisteredArtifact;
  readonly isLive: boolean;
}

const Verdict = ({ one: { problem }, isLive }: RowProps) => (
  <Group gap="xs" mt={4}>
    {isLive && <Badge miw="max-content">live</Badge>}
    <Badge miw="max-content" color={problem ? 'tomato' : 'relish'} variant={problem ? 'filled' : 'light'}>
      {problem ? '✗ not believed' : '✓ verified'}
    </Badge>
  </Group>
);

const Row = ({ one, isLive }: RowProps) => (
  <Table.Tr>
    <Table.Td style={{ overflowWrap: 'anywhere' }}>
      <Text size="sm" fw={600} title={one.artifact}>
        {shortDigest(one.artifact)}
      </Text>
      <Verdict one={one} isLive={isLive} />
      {one.problem && (
        <Text size="sm" mt={4}>
          {one.problem.detail}
        </Text>
      )}
    </Table.Td>
    <Table.Td visibleFrom="md">
      <Text size="sm">{madeOfText(one)}</Text>
      <Text size="xs" c="dimmed">
        Position {positionText(one.asOf)}, policy {shortDigest(one.policy)}, {sizeText(one.bytes)},{' '}
        {one.seconds.toFixed(1)} s. {howText(one)}
      </Text>
    </Table.Td>
    <Table.Td style={{ overflowWrap: 'anywhere' }}>
      <Text size="sm">{one.reason}</Text>
      <Text size="xs" c="dimmed">
        {one.author.id} ({one.author.role}), {dayAndTime(one.time)}
      </Text>
    </Table.Td>
  </Table.Tr>
);

interface ArtifactsTableProps {
  readonly label: string;
  readonly artifacts: readonly RegisteredArtifact[];
  readonly live: string | undefined;
}

/** Artifacts of a model, newest first: what each was made from, who wanted it, and whether it verifies. */
export const ArtifactsTable = ({ label, artifacts, live }: ArtifactsTableProps) => (
  <Table aria-label={label} tabularNums verticalSpacing="xs" horizontalSpacing="xs">
    <Table.Thead>
      <Table.Tr>
        <Table.Th>Artifact</Table.Th>
        <Table.Th visibleFrom="md">Made from</Table.Th>
        <Table.Th>Who and why</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {artifacts.map((one) => (
        <Row key={one.position} one={one} isLive={one.artifact === live} />
      ))}
    </Table.Tbody>
  </Table>
);

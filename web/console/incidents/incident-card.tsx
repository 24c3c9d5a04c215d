import { Badge, Button, Card, Group, Stack, Table, Text, Title } from '@mantine/core';
import type { Incident } from '../../../services/contracts/http/incidents.ts';
import { count, dayAndTime } from '../../look/format.ts';
import { positionText } from '../frame/status-words.ts';
import { factsText, outcomeText, reasonText, sortedReasons } from './incident-words.ts';

const Reasons = ({ reasons }: Pick<Incident['facts'], 'reasons'>) => (
  <Table aria-label="Refused by reason" tabularNums verticalSpacing={4} horizontalSpacing="xs" maw={480}>
    <Table.Thead>
      <Table.Tr>
        <Table.Th>Refused because</Table.Th>
        <Table.Th ta="right">Events</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {sortedReasons(reasons).map(([code, events]) => (
        <Table.Tr key={code}>
          <Table.Td style={{ overflowWrap: 'anywhere' }}>{reasonText(code)}</Table.Td>
          <Table.Td ta="right">{count(events)}</Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  </Table>
);

const Act = ({ word, act }: { readonly word: string; readonly act: Incident['opened'] }) => (
  <div>
    <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
      {word}: {act.reason}
    </Text>
    <Text size="xs" c="dimmed">
      {act.author.id} ({act.author.role}), {dayAndTime(act.time)}, position {positionText(act.position)}
    </Text>
  </div>
);

interface IncidentCardProps {
  readonly incident: Incident;
  readonly waiting: number;
  /** Undefined for those who may only look, and where there is nothing to close. */
  readonly onClose: (() => void) | undefined;
}

/** One incident: what was seen, what it held back, who opened and who closed it. */
export const IncidentCard = ({ incident, waiting, onClose }: IncidentCardProps) => {
  const { incidentId, facts, opened, closed } = incident;
  return (
    <Card padding="lg" component="article" aria-labelledby={`incident-${incidentId}`}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Group gap="xs">
            <Title order={2} size="h4" id={`incident-${incidentId}`}>
              Too many events refused
            </Title>
            <Badge color={closed ? 'gray' : 'tomato'} variant={closed ? 'light' : 'filled'}>
              {closed ? 'closed' : 'open'}
            </Badge>
          </Group>
          {onClose && <Button onClick={onClose}>Publish again…</Button>}
        </Group>
        <Text size="sm">
          {factsText(facts)} {outcomeText(incident, waiting)}
        </Text>
        <Reasons reasons={facts.reasons} />
        <Act word="Opened" act={opened} />
        {closed && <Act word="Closed" act={closed} />}
      </Stack>
    </Card>
  );
};

import { Badge, Button, Card, Group, Stack, Table, Text, Title } from '@mantine/core';
import type {
  BadRecordsFacts,
  FoundIncident,
  HeldIncident,
  Incident,
} from '../../../services/contracts/http/incidents.ts';
import { count, dayAndTime } from '../../look/format.ts';
import { positionText } from '../frame/status-words.ts';
import { DownloadBundle } from './download-bundle.tsx';
import { FindingFigures } from './finding-figures.tsx';
import { factsText, isUrgent, outcomeText, reasonText, sortedReasons, titleOf } from './incident-words.ts';

const Reasons = ({ reasons }: Pick<BadRecordsFacts, 'reasons'>) => (
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

const Held = ({ incident, waiting }: { readonly incident: HeldIncident; readonly waiting: number }) => (
  <>
    <Text size="sm">
      {factsText(incident.facts)} {outcomeText(incident, waiting)}
    </Text>
    <Reasons reasons={incident.facts.reasons} />
  </>
);

const Found = ({ incident }: { readonly incident: FoundIncident }) => (
  <>
    <FindingFigures facts={incident.facts} />
    <Text size="sm">
      <strong>What to do:</strong> {incident.facts.wayOut}
    </Text>
    <DownloadBundle incidentId={incident.incidentId} />
  </>
);

interface IncidentCardProps {
  readonly incident: Incident;
  readonly waiting: number;
  /** Undefined for those who may only look, and where there is nothing to close. */
  readonly onClose: (() => void) | undefined;
}

/** One incident: what was seen, what it held back, who opened and who closed it. */
export const IncidentCard = ({ incident, waiting, onClose }: IncidentCardProps) => {
  const { incidentId, opened, closed } = incident;
  const colour = isUrgent(incident) ? 'tomato' : 'mustard';
  return (
    <Card padding="lg" component="article" aria-labelledby={`incident-${incidentId}`}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Group gap="xs">
            <Title order={2} size="h4" id={`incident-${incidentId}`}>
              {titleOf(incident)}
            </Title>
            <Badge
              color={closed ? 'gray' : colour}
              variant={closed || colour === 'mustard' ? 'light' : 'filled'}
            >
              {closed ? 'closed' : 'open'}
            </Badge>
          </Group>
          {onClose && (
            <Button onClick={onClose}>{incident.kind === 'bad-records' ? 'Publish again…' : 'Close…'}</Button>
          )}
        </Group>
        <Act word="Opened" act={opened} />
        {incident.kind === 'bad-records' ? (
          <Held incident={incident} waiting={waiting} />
        ) : (
          <Found incident={incident} />
        )}
        {closed && <Act word="Closed" act={closed} />}
      </Stack>
    </Card>
  );
};

import { Card, Stack, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ActRun, Blame, Change } from '../../../services/contracts/http/blame.ts';
import { dayAndTime } from '../../look/format.ts';
import { AccountLink } from '../accounts/account-link.tsx';
import { positionText } from '../frame/status-words.ts';
import { itemLabel } from '../items/item-label.ts';
import { eventWords, placeStep, scoreStep } from './blame-words.ts';

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div>
    <Text size="xs" c="dimmed">
      {label}
    </Text>
    <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
      {children}
    </Text>
  </div>
);

const whatWords = ({ kind, type, after, item }: Change): string => {
  if (kind === 'day') return `A day began (${after.day ?? ''}), with: ${eventWords(type)}`;
  return item ? `${eventWords(type)}: ${itemLabel(item)}` : eventWords(type);
};

const ChangeFacts = ({ title, change }: { readonly title: string; readonly change: Change }) => (
  <Stack gap="xs">
    <Title order={3} size="h5">
      {title}
    </Title>
    <Fact label="What">{whatWords(change)}</Fact>
    <Fact label="When">
      {dayAndTime(change.time)}, position {positionText(change.position)}
    </Fact>
    {change.author && (
      <Fact label="Who and why">
        {change.author.id}: {change.reason}
      </Fact>
    )}
    {change.accountId !== undefined && (
      <Fact label={change.standing ? `Account, ${change.standing} when the list went out` : 'Account'}>
        <AccountLink accountId={change.accountId} />
      </Fact>
    )}
    <Fact label="Place">{placeStep(change.before, change.after)}</Fact>
    <Fact label="Score">{scoreStep(change.before, change.after)}</Fact>
    {change.passed.length > 0 && <Fact label="Went past">{change.passed.map(itemLabel).join(', ')}</Fact>}
    {change.passedBy.length > 0 && (
      <Fact label="Was passed by">{change.passedBy.map(itemLabel).join(', ')}</Fact>
    )}
  </Stack>
);

/** The events that gave the item its place and its score. */
export const ChangesCard = ({ found: { lastMove, lastChange } }: { readonly found: Blame }) => (
  <Card padding="lg" component="section" aria-labelledby="changes">
    <Title order={2} size="h4" id="changes" mb="sm">
      What changed it last
    </Title>
    {!lastMove && !lastChange && <Text size="sm">Nothing on the log has.</Text>}
    <Stack gap="lg">
      {lastMove && <ChangeFacts title="Its place" change={lastMove} />}
      {lastChange && lastChange.position !== lastMove?.position && (
        <ChangeFacts title="Its score" change={lastChange} />
      )}
    </Stack>
  </Card>
);

const ActRow = ({ act: { time, type, count, author, reason, before, after } }: { readonly act: ActRun }) => (
  <Table.Tr>
    <Table.Td style={{ whiteSpace: 'nowrap' }}>{dayAndTime(time)}</Table.Td>
    <Table.Td>
      {eventWords(type, count)}
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {author.id}: {reason}
      </Text>
    </Table.Td>
    <Table.Td style={{ whiteSpace: 'nowrap' }}>{placeStep(before, after)}</Table.Td>
    <Table.Td>{scoreStep(before, after)}</Table.Td>
  </Table.Tr>
);

/** What people did before the list went out, and what that did to the item. */
export const ActsCard = ({ found: { acts } }: { readonly found: Blame }) => (
  <Card padding="lg" component="section" aria-labelledby="acts">
    <Title order={2} size="h4" id="acts" mb="sm">
      What people did
    </Title>
    {acts.length === 0 ? (
      <Text size="sm">Nothing, before this list went out.</Text>
    ) : (
      <Table.ScrollContainer minWidth={480} type="native" tabIndex={0} aria-label="What people did">
        <Table aria-labelledby="acts" tabularNums horizontalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>When</Table.Th>
              <Table.Th>What, who and why</Table.Th>
              <Table.Th>Place</Table.Th>
              <Table.Th>Score</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {acts.toReversed().map((act) => (
              <ActRow key={act.position} act={act} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    )}
  </Card>
);

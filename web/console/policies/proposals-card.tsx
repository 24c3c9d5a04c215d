import { Anchor, Card, List, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import type { KnownPolicy } from '../../../services/contracts/http/policies.ts';
import { dayAndTime } from '../../look/format.ts';
import { shortDigest } from '../frame/status-words.ts';
import { changeText, policyChanges } from './policy-changes.ts';

interface ProposalsCardProps {
  readonly active: KnownPolicy;
  readonly proposals: readonly KnownPolicy[];
}

const CHANGES_SHOWN = 4;

const Proposal = ({ active, proposal }: { readonly active: KnownPolicy; readonly proposal: KnownPolicy }) => {
  const changes = policyChanges(active.policy, proposal.policy);
  const rest = changes.length - CHANGES_SHOWN;
  return (
    <List.Item>
      <Anchor component={Link} size="sm" href={`/policies?policy=${proposal.digest}`}>
        <Text span ff="monospace" size="sm">
          {shortDigest(proposal.digest)}
        </Text>
      </Anchor>
      {proposal.proposed && (
        <Text span size="xs" c="dimmed">
          {' '}
          proposed {dayAndTime(proposal.proposed)}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {changes.slice(0, CHANGES_SHOWN).map(changeText).join('. ')}
        {rest > 0 && `, and ${rest} more.`}
      </Text>
    </List.Item>
  );
};

/** What has been proposed and was never in force. */
export const ProposalsCard = ({ active, proposals }: ProposalsCardProps) => (
  <Card padding="lg" component="section" aria-labelledby="proposals">
    <Title order={2} size="h4" id="proposals" mb="md">
      Proposals
    </Title>
    {proposals.length === 0 ? (
      <Text size="sm">
        None. Change something above and propose it: it is tried before it can do anything.
      </Text>
    ) : (
      <List listStyleType="none" spacing="sm">
        {proposals.map((proposal) => (
          <Proposal key={proposal.digest} active={active} proposal={proposal} />
        ))}
      </List>
    )}
  </Card>
);

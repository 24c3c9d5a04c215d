import { Card, Text, Timeline, Title } from '@mantine/core';
import { shortDigest } from '../frame/status-words.ts';
import { type ShownVersion, VersionItem, wayBack } from '../frame/version-item.tsx';
import { definitionChanges } from './flag-changes.ts';
import type { Proposal } from './review-dialog.tsx';
import type { FlagState } from './use-flags.ts';

type Change = FlagState['changes'][number];

/** @param before the change before it, if the history reaches that far */
const shown = (change: Change, before: Change | undefined): ShownVersion => ({
  digest: change.digest,
  reason: change.reason,
  by: change,
  changes: before ? definitionChanges(before.flags, change.flags) : [],
});

const proposalOf = (base: FlagState, { digest, reason, flags }: Change): Proposal => ({
  title: `Go back to ${shortDigest(digest)}?`,
  base,
  flags,
  reason: wayBack(digest, reason),
});

interface FlagHistoryProps {
  readonly state: FlagState;
  readonly canEdit: boolean;
  readonly onReview: (proposal: Proposal) => void;
}

/** Who changed the flag, why, and the way back to any of the versions. */
export const FlagHistory = ({ state, canEdit, onReview }: FlagHistoryProps) => (
  <Card padding="lg" component="section" aria-labelledby="history">
    <Title order={2} size="h4" id="history" mb="md">
      History
    </Title>
    {state.changes.length === 0 ? (
      <Text>Nobody has changed the flag yet.</Text>
    ) : (
      <Timeline bulletSize={14} lineWidth={2} active={0}>
        {state.changes.map((change, index) => (
          <Timeline.Item key={change.position}>
            <VersionItem
              version={shown(change, state.changes[index + 1])}
              isNow={index === 0}
              onGoBack={
                canEdit && change.digest !== state.digest
                  ? () => onReview(proposalOf(state, change))
                  : undefined
              }
            />
          </Timeline.Item>
        ))}
      </Timeline>
    )}
  </Card>
);

import { Badge, Button, Card, Group, List, Text, Timeline, Title } from '@mantine/core';
import { dayAndTime } from '../../look/format.ts';
import { shortDigest } from '../frame/status-words.ts';
import { definitionChanges } from './flag-changes.ts';
import type { Proposal } from './review-dialog.tsx';
import type { FlagState } from './use-flags.ts';

type Change = FlagState['changes'][number];

interface VersionProps {
  readonly change: Change;
  /** The change before it, if the history reaches that far. */
  readonly before: Change | undefined;
  readonly isNow: boolean;
  /** Absent where going back would change nothing, or isn't this person's to do. */
  readonly onGoBack: (() => void) | undefined;
}

const Version = ({ change, before, isNow, onGoBack }: VersionProps) => (
  <>
    <Group justify="space-between" gap="xs">
      <Group gap="xs">
        <Text size="sm" ff="monospace">
          {shortDigest(change.digest)}
        </Text>
        {isNow && <Badge color="relish">now</Badge>}
      </Group>
      {onGoBack && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Go back to this version: ${shortDigest(change.digest)}`}
          onClick={onGoBack}
        >
          Go back to this version
        </Button>
      )}
    </Group>
    <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
      {change.reason}
    </Text>
    {before && (
      <List size="xs" c="dimmed">
        {definitionChanges(before.flags, change.flags).map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    )}
    <Text size="xs" c="dimmed">
      {change.author.id} ({change.author.role}), {dayAndTime(change.time)}
    </Text>
  </>
);

const wayBack = (base: FlagState, { digest, reason, flags }: Change): Proposal => ({
  title: `Go back to ${shortDigest(digest)}?`,
  base,
  flags,
  reason: `back to ${shortDigest(digest)}: ${reason}`.slice(0, 500),
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
            <Version
              change={change}
              before={state.changes[index + 1]}
              isNow={index === 0}
              onGoBack={
                canEdit && change.digest !== state.digest ? () => onReview(wayBack(state, change)) : undefined
              }
            />
          </Timeline.Item>
        ))}
      </Timeline>
    )}
  </Card>
);

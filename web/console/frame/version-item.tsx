import { Badge, Button, Group, List, Text } from '@mantine/core';
import { dayAndTime } from '../../look/format.ts';
import { shortDigest } from './status-words.ts';

export interface ShownVersion {
  readonly digest: string;
  readonly reason: string;
  /** Absent for what was there from the start. */
  readonly by?: { readonly author: { readonly id: string; readonly role: string }; readonly time: string };
  /** What differs from the one before, one sentence a difference. */
  readonly changes: readonly string[];
}

interface VersionItemProps {
  readonly version: ShownVersion;
  readonly isNow: boolean;
  readonly isBusy?: boolean;
  /** Absent where going back would change nothing, or isn't this person's to do. */
  readonly onGoBack: (() => void) | undefined;
}

/** One version in a history: what it changed, who put it in force and why, and the way back to it. */
export const VersionItem = ({ version, isNow, isBusy = false, onGoBack }: VersionItemProps) => {
  const { digest, reason, by, changes } = version;
  return (
    <>
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Text size="sm" ff="monospace">
            {shortDigest(digest)}
          </Text>
          {isNow && <Badge color="relish">in force</Badge>}
        </Group>
        {onGoBack && (
          <Button
            size="compact-sm"
            variant="default"
            disabled={isBusy}
            aria-label={`Go back to this: ${shortDigest(digest)}`}
            onClick={onGoBack}
          >
            Go back to this
          </Button>
        )}
      </Group>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {reason}
      </Text>
      {changes.length > 0 && (
        <List size="xs" c="dimmed">
          {changes.map((change) => (
            <List.Item key={change} style={{ overflowWrap: 'anywhere' }}>
              {change}
            </List.Item>
          ))}
        </List>
      )}
      {by && (
        <Text size="xs" c="dimmed">
          {by.author.id} ({by.author.role}), {dayAndTime(by.time)}
        </Text>
      )}
    </>
  );
};

/** Why the first one of a history is there, whom nobody put there. */
export const STARTED_WITH = 'What Relish started with.';

/** The reason of a way back, to begin with. */
export const wayBack = (digest: string, reason = 'what Relish started with'): string =>
  `back to ${shortDigest(digest)}: ${reason}`.slice(0, 500);

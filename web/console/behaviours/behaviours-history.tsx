import { Card, Timeline, Title } from '@mantine/core';
import { shortDigest } from '../frame/status-words.ts';
import { type ShownVersion, STARTED_WITH, VersionItem, wayBack } from '../frame/version-item.tsx';
import { behaviourChanges } from './behaviour-words.ts';
import type { Proposal } from './save-dialog.tsx';
import type { BehavioursState } from './use-behaviours.ts';

interface Version extends Pick<BehavioursState['changes'][number], 'digest' | 'documents'> {
  /** Absent for what was there from the start. */
  readonly change?: BehavioursState['changes'][number];
}

/** Newest first; the end is what Relish started with. */
const versionsOf = ({ changes, initial }: BehavioursState): readonly Version[] => [
  ...changes.map((change) => ({ digest: change.digest, documents: change.documents, change })),
  initial,
];

const shown = ({ digest, documents, change }: Version, before: Version | undefined): ShownVersion => ({
  digest,
  reason: change?.reason ?? STARTED_WITH,
  ...(change && { by: change }),
  changes: before ? behaviourChanges(before.documents, documents) : [],
});

interface HistoryProps {
  readonly state: BehavioursState;
  readonly canEdit: boolean;
  readonly onReview: (proposal: Proposal) => void;
}

/** Which statements were in force, who put them there and why, and the way back to any of them. */
export const BehavioursHistory = ({ state, canEdit, onReview }: HistoryProps) => {
  const versions = versionsOf(state);
  const goBackTo = ({ digest, documents, change }: Version) =>
    onReview({
      title: `Go back to ${shortDigest(digest)}?`,
      base: state,
      documents,
      reason: wayBack(digest, change?.reason),
    });
  return (
    <Card padding="lg" component="section" aria-labelledby="history">
      <Title order={2} size="h4" id="history" mb="md">
        History
      </Title>
      <Timeline bulletSize={14} lineWidth={2} active={0}>
        {versions.map((version, index) => (
          <Timeline.Item key={version.change?.position ?? 'initial'}>
            <VersionItem
              version={shown(version, versions[index + 1])}
              isNow={index === 0}
              onGoBack={canEdit && version.digest !== state.digest ? () => goBackTo(version) : undefined}
            />
          </Timeline.Item>
        ))}
      </Timeline>
    </Card>
  );
};

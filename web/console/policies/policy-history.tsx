import { Card, Timeline, Title } from '@mantine/core';
import { RequestInstead } from '../changes/request-instead.tsx';
import type { Asked } from '../changes/use-changes.ts';
import { type ShownVersion, STARTED_WITH, VersionItem, wayBack } from '../frame/version-item.tsx';
import { changeText, policyChanges } from './policy-changes.ts';
import { useActivate, type PolicyState } from './use-policies.ts';
import { versionsOf, type Version } from './versions-of.ts';

const shown = ({ digest, policy, activation }: Version, before: Version | undefined): ShownVersion => ({
  digest,
  reason: activation?.reason ?? STARTED_WITH,
  ...(activation && { by: activation }),
  changes: before ? policyChanges(before.policy, policy).map(changeText) : [],
});

const askedFor = (
  { policies }: PolicyState,
  { digest, expected: base }: { readonly digest: string; readonly expected: string },
): Asked | undefined => {
  const found = policies.find((policy) => policy.digest === digest);
  return found && { proposal: { kind: 'policy', document: found.policy }, base };
};

interface PolicyHistoryProps {
  readonly state: PolicyState;
  readonly canEdit: boolean;
}

/** Which policies were in force, who put them there and why, and the way back to any of them in one step. */
export const PolicyHistory = ({ state, canEdit }: PolicyHistoryProps) => {
  const versions = versionsOf(state.policies);
  const { mutate, isPending, error, variables, reset } = useActivate(() => undefined);
  const [now] = versions;
  const goBackTo = ({ digest, activation }: Version, { digest: expected }: Version) =>
    mutate({ digest, reason: wayBack(digest, activation?.reason), expected });
  return (
    <Card padding="lg" component="section" aria-labelledby="history">
      <Title order={2} size="h4" id="history" mb="md">
        History
      </Title>
      {error && (
        <RequestInstead
          error={error}
          asked={askedFor(state, variables)}
          reason={variables.reason}
          onDone={reset}
        />
      )}
      <Timeline bulletSize={14} lineWidth={2} active={0} mt={error ? 'md' : 0}>
        {versions.map((version, index) => (
          <Timeline.Item key={version.activation?.position ?? 'initial'}>
            <VersionItem
              version={shown(version, versions[index + 1])}
              isNow={index === 0}
              isBusy={isPending}
              onGoBack={
                canEdit && now && version.digest !== now.digest ? () => goBackTo(version, now) : undefined
              }
            />
          </Timeline.Item>
        ))}
      </Timeline>
    </Card>
  );
};

import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import type { DryRun, KnownPolicy } from '../../../services/contracts/http/policies.ts';
import { count } from '../../look/format.ts';
import { ProblemError } from '../../look/problem-error.ts';
import { ErrorState, LoadingState } from '../../look/states.tsx';
import { positionText } from '../frame/status-words.ts';
import { Report } from './report.tsx';
import { useStartDryRun, type useDryRun } from './use-policies.ts';

const STAGES = {
  waiting: 'Waiting for another dry run',
  folding: 'Reading the log',
  comparing: 'Comparing lists',
} as const;

const Running = ({ run }: { readonly run: Extract<DryRun, { state: 'running' }> }) => {
  const share = run.total === 0 ? 100 : (run.events / run.total) * 100;
  return (
    <div>
      <Group justify="space-between" gap="xs" mb={4}>
        <Text size="sm" role="status">
          {STAGES[run.stage]} …
        </Text>
        <Text size="sm" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
          {count(run.events)} of {count(run.total)} events
        </Text>
      </Group>
      <Progress
        value={share}
        aria-label="Progress of the dry run"
        striped
        animated={run.stage === 'comparing'}
      />
    </div>
  );
};

interface DryRunSectionProps {
  readonly digest: string;
  readonly active: KnownPolicy;
  readonly query: ReturnType<typeof useDryRun>;
}

interface OutcomeProps extends Omit<DryRunSectionProps, 'query'> {
  readonly run: DryRun;
}

const Outcome = ({ run, digest, active }: OutcomeProps) => {
  if (run.state === 'running') return <Running run={run} />;
  if (run.state === 'failed') {
    return <ErrorState title="The dry run did not come to its end" error={new ProblemError(run.problem)} />;
  }
  return (
    <Stack gap="md">
      {run.report.policies.before !== active.digest && (
        <Alert color={digest === active.digest ? 'gray' : 'mustard'}>
          {digest === active.digest
            ? 'Compared with the policy that was in force before it.'
            : 'Compared with a policy that is not in force any more. Try it again to see what it would change now.'}
        </Alert>
      )}
      <Report report={run.report} />
    </Stack>
  );
};

/** What a policy would change: not tried yet, being tried, or the report. */
export const DryRunSection = ({ digest, active, query }: DryRunSectionProps) => {
  const { data: run, error, refetch, isPending } = query;
  const start = useStartDryRun();
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  if (isPending) return <LoadingState label="Loading the dry run" rows={1} rowHeight={120} />;
  const isRunning = run?.state === 'running';
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed">
          {run
            ? `Dry run over the first ${positionText(run.position)} events of the log.`
            : 'Not tried since Relish was started.'}
        </Text>
        {!isRunning && (
          <Button
            size="compact-md"
            variant="default"
            loading={start.isPending}
            onClick={() => start.mutate(digest)}
          >
            {run ? 'Try it again' : 'Try it on the log'}
          </Button>
        )}
      </Group>
      {start.error && <ErrorState title="That didn’t work" error={start.error} />}
      {run && <Outcome run={run} digest={digest} active={active} />}
    </Stack>
  );
};

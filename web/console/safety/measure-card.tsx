import { Alert, Button, Card, Group, Progress, Stack, Text, Title } from '@mantine/core';
import type {
  SafetyCurve,
  SafetyResult,
  SafetyRun,
  SafetySplit,
} from '../../../services/contracts/http/safety-curve.ts';
import { count, counted } from '../../look/format.ts';
import { ProblemError } from '../../look/problem-error.ts';
import { ErrorState } from '../../look/states.tsx';
import { dayText } from '../fingerprints/fingerprint-words.ts';
import { positionText, shortDigest } from '../frame/status-words.ts';
import { ageText } from './safety-words.ts';
import type { useStartSafetyCurve } from './use-safety-curve.ts';

type Running = Extract<SafetyRun, { state: 'running' }>;

const STAGES: Readonly<Record<Running['stage'], readonly [text: string, unit: string]>> = {
  folding: ['Reading the log', 'events'],
  cutting: ['Reading it again, up to the cut', 'events'],
  measuring: ['Measuring lists', 'pairs of lists'],
};

const RunningBar = ({ run }: { readonly run: Running }) => {
  const [text, unit] = STAGES[run.stage];
  return (
    <div>
      <Group justify="space-between" gap="xs" mb={4}>
        <Text size="sm" role="status">
          {text} …
        </Text>
        <Text size="sm" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
          {count(run.done)} of {count(run.total)} {unit}
        </Text>
      </Group>
      <Progress
        value={run.total === 0 ? 100 : (run.done / run.total) * 100}
        aria-label="Progress of the measuring"
        striped
      />
    </div>
  );
};

const measuredText = ({ returned, measured }: SafetySplit['accounts']): string =>
  measured < returned
    ? `Of the ${count(returned)} accounts that came before and after, ${count(measured)} were measured, chosen by a salted hash.`
    : `All ${count(returned)} accounts that came before and after were measured.`;

/** By what rule the history was cut. */
const splitText = ({ cut, orders, accounts }: SafetySplit): string =>
  `Lists are made of the ${counted(orders.before, 'order')} taken home before ${dayText(cut)} (UTC), and held against what accounts took home since: the latest fifth of all orders (${count(orders.after)}), in whole days. ${measuredText(accounts)}`;

interface MeasureCardProps {
  readonly curve: SafetyCurve;
  readonly start: ReturnType<typeof useStartSafetyCurve>;
}

const Result = ({ now, result }: { readonly now: SafetyCurve['now']; readonly result: SafetyResult }) => {
  const age = ageText(now, result);
  return (
    <Stack gap="xs">
      {result.outcome === 'measured' && <Text size="sm">{splitText(result.split)}</Text>}
      <Text size="sm" c="dimmed">
        Made over the first {positionText(result.position)} events of the log, under policy{' '}
        {shortDigest(result.policy)}.
      </Text>
      {age && <Alert color={now.policy === result.policy ? 'gray' : 'mustard'}>{age}</Alert>}
    </Stack>
  );
};

/** How it was measured, on what and when; the progress while it runs, and the way to measure again. */
export const MeasureCard = ({ curve: { now, run, result }, start }: MeasureCardProps) => (
  <Card padding="lg" component="section" aria-labelledby="measured">
    <Group justify="space-between" gap="sm" mb="sm">
      <Title order={2} size="h4" id="measured">
        How it is measured
      </Title>
      {run?.state !== 'running' && (
        <Button variant="default" loading={start.isPending} onClick={() => start.mutate()}>
          {result ? 'Measure again' : 'Measure'}
        </Button>
      )}
    </Group>
    <Stack gap="sm">
      {run?.state === 'running' && <RunningBar run={run} />}
      {run?.state === 'failed' && (
        <ErrorState title="The measuring did not come to its end" error={new ProblemError(run.problem)} />
      )}
      {start.error && <ErrorState title="That didn’t work" error={start.error} />}
      {result ? (
        <Result now={now} result={result} />
      ) : (
        <Text size="sm">Lists made at a cut in time are held against what people took home after it.</Text>
      )}
    </Stack>
  </Card>
);

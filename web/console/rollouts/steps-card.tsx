import { Badge, Button, Card, Group, Stepper, Text, Title } from '@mantine/core';
import type { RolloutView } from '../../../services/contracts/http/rollouts.ts';
import type { RolloutStep } from '../../../services/contracts/rollout.ts';
import { count, dayAndTime } from '../../look/format.ts';
import { shortDigest } from '../frame/status-words.ts';
import { accountsText, partsText, statusColour, statusText, verdictText } from './rollout-words.ts';
import { ROLLOUT_ACTS, type RolloutAct } from './use-rollouts.ts';

const stepText = ({ leastAccounts, leastMinutes }: RolloutStep): string =>
  [
    ...(leastAccounts > 0 ? [`${count(leastAccounts)} accounts`] : []),
    ...(leastMinutes > 0 ? [`${count(leastMinutes)} min`] : []),
  ].join(', ') || 'at once';

const actsOf = ({ status }: RolloutView): readonly RolloutAct[] => [
  status === 'paused' ? 'resume' : 'pause',
  'promote',
  'abort',
];

interface StepsCardProps {
  readonly rollout: RolloutView;
  /** Undefined for those who may only look, and where it is over. */
  readonly onAct: ((act: RolloutAct) => void) | undefined;
}

/** Where a rollout is, what it waits for, and what a person can do about it. */
export const StepsCard = ({ rollout, onAct }: StepsCardProps) => {
  const { document, status, step, digest, evidence } = rollout;
  return (
    <Card padding="lg" component="section" aria-labelledby="steps">
      <Group justify="space-between" mb="xs">
        <Group gap="xs">
          <Title order={2} size="h4" id="steps">
            {document.challenger} against {document.baseline}
          </Title>
          <Badge color={statusColour(status)}>{statusText(status)}</Badge>
        </Group>
        {onAct && (
          <Group gap="xs">
            {actsOf(rollout).map((act) => (
              <Button
                key={act}
                size="xs"
                variant={act === 'promote' ? 'filled' : 'default'}
                onClick={() => onAct(act)}
              >
                {ROLLOUT_ACTS[act].button}…
              </Button>
            ))}
          </Group>
        )}
      </Group>
      <Text role="status" style={{ overflowWrap: 'anywhere' }}>
        {verdictText(rollout)}
      </Text>
      <Text size="sm" c="dimmed" mb="md">
        {accountsText(evidence)}. Owner: {document.owner}; expires {dayAndTime(document.expires)}; document{' '}
        {shortDigest(digest)}.
      </Text>
      <Stepper
        active={status === 'promoted' ? document.steps.length : step}
        color={statusColour(status)}
        size="sm"
        orientation="horizontal"
        styles={{ steps: { flexWrap: 'wrap', rowGap: 12 }, separator: { minWidth: 12 } }}
      >
        {document.steps.map((one) => (
          <Stepper.Step key={one.parts} label={partsText(one.parts)} description={stepText(one)} />
        ))}
      </Stepper>
    </Card>
  );
};

import { Button, Card, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { RegisteredModel } from '../../../services/contracts/http/registry.ts';
import { ProblemError } from '../../look/problem-error.ts';
import { ErrorState } from '../../look/states.tsx';
import { ArtifactsTable } from './artifacts-table.tsx';
import { liveText, modelWords, moveText, stageText } from './registry-words.ts';
import { TrainDialog } from './train-dialog.tsx';

const Run = ({ run }: Pick<RegisteredModel, 'run'>) => {
  if (run?.state === 'running') {
    return (
      <Group gap="xs" role="status">
        <Loader size="xs" aria-hidden />
        <Text size="sm">{stageText[run.stage]} …</Text>
      </Group>
    );
  }
  if (run?.state !== 'failed') return null;
  return <ErrorState title="The training did not come to its end" error={new ProblemError(run.problem)} />;
};

const Moves = ({ moves }: Pick<RegisteredModel, 'moves'>) =>
  moves.map((move) => (
    <Text size="sm" key={move.position} style={{ overflowWrap: 'anywhere' }}>
      {moveText(move)}: {move.reason}
    </Text>
  ));

interface ModelCardProps {
  readonly model: RegisteredModel;
  /** Whoever looks may have it trained. */
  readonly mayTrain: boolean;
}

/** A trained model: what answers, its artifacts, and the way to another one. */
export const ModelCard = ({ model, mayTrain }: ModelCardProps) => {
  const { name, run, artifacts, live, moves } = model;
  const { title, text } = modelWords[name];
  const [isAsking, setIsAsking] = useState(false);
  return (
    <Card padding="lg" component="section" aria-labelledby={`model-${name}`}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Title order={2} size="h4" id={`model-${name}`}>
            {title}
          </Title>
          {mayTrain && run?.state !== 'running' && (
            <Button variant="default" aria-label={`Train now… ${title}`} onClick={() => setIsAsking(true)}>
              Train now…
            </Button>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {text}
        </Text>
        <Text size="sm">{liveText(model)}</Text>
        <Moves moves={moves} />
        <Run run={run} />
        {artifacts.length > 0 && (
          <ArtifactsTable label={`Artifacts of ${title}`} artifacts={artifacts} live={live} />
        )}
      </Stack>
      <TrainDialog name={name} opened={isAsking} onClose={() => setIsAsking(false)} />
    </Card>
  );
};

import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { IconFilePencil } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { AccountFeatures } from '../../../services/contracts/http/accounts.ts';
import { counted, percent } from '../../look/format.ts';
import { shareWords } from '../fingerprints/fingerprint-words.ts';
import { draftLink, draftRules, isIn, qualityOf, type Brush, type Quality } from './brush.ts';

const qualityText = ({ found, judged, hostile, precision, recall }: Quality): string => {
  if (hostile === 0) return 'Nobody is labelled hostile yet: label some to see how well it finds them.';
  const precisely =
    precision === undefined
      ? 'nobody in it is labelled'
      : `precision ${percent(precision)} (${found} of ${judged} judged ones in it are hostile)`;
  return `On the labels: ${precisely}, recall ${percent(recall ?? 0)} (${found} of ${counted(hostile, 'hostile account')}).`;
};

interface BrushQualityProps {
  readonly accounts: readonly AccountFeatures[];
  readonly brush: Brush;
}

/** How well the brush finds who is labelled hostile, and the thresholds of a policy that it proposes. */
export const BrushQuality = ({ accounts, brush }: BrushQualityProps) => {
  const rules = draftRules(brush);
  return (
    <Card padding="lg" component="section" aria-labelledby="quality">
      <Title order={2} size="h4" id="quality">
        How good the brush is
      </Title>
      <Text size="sm" mb="md" role="status">
        {qualityText(qualityOf(accounts, (account) => isIn(brush, account)))}
      </Text>
      <Title order={3} size="h5" mb={4}>
        As a rule of the policy
      </Title>
      {rules.length === 0 ? (
        <Text size="sm" c="dimmed">
          Say how much at least on “Cancels, surely” or “No-shows, surely”: these are what filters measure, so
          where the brush begins can be their threshold.
        </Text>
      ) : (
        <Stack gap="sm">
          {rules.map(({ axis, filter, threshold }) => (
            <Text key={filter} size="sm">
              <b>{filter}</b> from {shareWords(threshold)} on, alone.{' '}
              {qualityText(qualityOf(accounts, (account) => axis.value(account) * 10_000 >= threshold))}
            </Text>
          ))}
          <Group>
            <Button
              component={Link}
              href={draftLink(rules)}
              variant="default"
              leftSection={<IconFilePencil size={16} aria-hidden />}
            >
              Draft a policy with it
            </Button>
          </Group>
        </Stack>
      )}
    </Card>
  );
};

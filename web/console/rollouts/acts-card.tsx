import { Card, Text, Timeline, Title } from '@mantine/core';
import type { RolloutView } from '../../../services/contracts/http/rollouts.ts';
import { dayAndTime } from '../../look/format.ts';
import { positionText } from '../frame/status-words.ts';
import { actText, partsText } from './rollout-words.ts';

/** What was done about a rollout, by whom and why. */
export const ActsCard = ({ acts, document }: Pick<RolloutView, 'acts' | 'document'>) => (
  <Card padding="lg" component="section" aria-labelledby="acts">
    <Title order={2} size="h4" id="acts" mb="md">
      History
    </Title>
    <Timeline bulletSize={14} lineWidth={2} active={0}>
      {acts.map(({ position, act, step, reason, author, time, change }) => (
        <Timeline.Item key={position}>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {actText(act)} at {partsText(document.steps[step]?.parts ?? 0)}: {reason}
          </Text>
          <Text size="xs" c="dimmed">
            {author.id} ({author.role}){change && `, approved by ${change.approver.id}`}, {dayAndTime(time)},
            position {positionText(position)}
          </Text>
        </Timeline.Item>
      ))}
    </Timeline>
  </Card>
);

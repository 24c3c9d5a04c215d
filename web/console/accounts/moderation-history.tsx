import { Card, Text, Timeline, Title } from '@mantine/core';
import { IconLock, IconLockOpen, IconTag } from '@tabler/icons-react';
import { dayAndTime } from '../../look/format.ts';
import type { AccountDetail } from './account-detail.ts';

type Moderation = AccountDetail['moderation'];

const icons = { quarantined: IconLock, reinstated: IconLockOpen, labelled: IconTag } as const;
const colours = { quarantined: 'tomato', reinstated: 'relish', labelled: 'mustard' } as const;

/** What people did about the account, with who and why. */
export const ModerationHistory = ({ moderation }: { readonly moderation: Moderation }) => (
  <Card padding="lg" component="section" aria-labelledby="moderation">
    <Title order={2} size="h4" id="moderation" mb="md">
      What people did
    </Title>
    {moderation.length === 0 ? (
      <Text>Nothing so far.</Text>
    ) : (
      <Timeline bulletSize={28} lineWidth={2} active={moderation.length}>
        {moderation.map(({ position, time, act, label, reason, author }) => {
          const Icon = icons[act];
          return (
            <Timeline.Item
              key={position}
              color={colours[act]}
              bullet={<Icon size={16} aria-hidden />}
              title={label ? `${act} as ${label}` : act}
            >
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                {reason}
              </Text>
              <Text size="xs" c="dimmed">
                {author.id} ({author.role}), {dayAndTime(time)}
              </Text>
            </Timeline.Item>
          );
        })}
      </Timeline>
    )}
  </Card>
);

import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { IconHandGrab } from '@tabler/icons-react';
import { useId } from 'react';
import type { Order } from '../../../services/contracts/http/ordering.ts';
import { money, wait } from '../../look/format.ts';
import classes from './stand.module.css';
import { waitingAge } from './waiting-age.ts';

interface WaitingCardProps {
  readonly order: Order;
  readonly now: number;
  readonly pickupSeconds: number;
  readonly busy: boolean;
  readonly onHandOver: () => void;
  readonly onExpire: () => void;
}

export const WaitingCard = ({ order, now, pickupSeconds, busy, onHandOver, onExpire }: WaitingCardProps) => {
  const titleId = useId();
  const waited = Math.max(0, (now - Date.parse(order.placedAt)) / 1_000);
  const age = waitingAge(waited, pickupSeconds);
  return (
    <Card
      component="article"
      aria-labelledby={titleId}
      padding="md"
      className={classes['card']}
      style={{ borderLeftColor: `var(--mantine-color-${age.color}-5)` }}
    >
      <Stack gap="sm" h="100%">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Title order={2} size="h4" id={titleId}>
            {order.accountName}
          </Title>
          <Badge size="lg" color={age.color} style={{ flex: 'none' }}>
            {wait(waited)}
          </Badge>
        </Group>
        <Text size="xs" c="dimmed">
          {age.words} · {money(order.total)} · {order.accountId}
        </Text>
        <Stack component="ul" gap={4} className={classes['lines']}>
          {order.lines.map(({ number, name, quantity }, line) => (
            <li key={line}>
              <Text>
                <Text span fw={800} inherit>
                  {quantity} ×
                </Text>{' '}
                #{number} {name}
              </Text>
            </li>
          ))}
        </Stack>
        <Group mt="auto" wrap="nowrap" gap="xs">
          <Button
            flex={1}
            data-hand-over
            aria-label={`Hand over to ${order.accountName}`}
            leftSection={<IconHandGrab size={18} aria-hidden />}
            loading={busy}
            onClick={onHandOver}
          >
            Hand over
          </Button>
          <Button variant="default" aria-label={`Expire order of ${order.accountName}`} onClick={onExpire}>
            Expire
          </Button>
        </Group>
      </Stack>
    </Card>
  );
};

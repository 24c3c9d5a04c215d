import { Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { Order } from '../../../services/contracts/http/ordering.ts';
import { clock, money, timeOfDay } from '../../look/format.ts';
import { ErrorState } from '../../look/states.tsx';
import { linesInWords, secondsUntil, statusWords } from '../data/order-words.ts';
import { useCancelOrder } from '../data/use-cancel-order.ts';
import { useNow } from '../data/use-now.ts';

/** An order that waits for pick-up, with the way back while there is one. */
export const OpenOrder = ({ order }: { readonly order: Order }) => {
  const cancel = useCancelOrder();
  const left = secondsUntil(order.cancellableUntil, useNow(1_000));
  const status = statusWords(order.status);
  const what = linesInWords(order.lines);
  return (
    <Card component="article" aria-label={`Open order: ${what}`}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <div>
            <Text fw={700}>{what}</Text>
            <Text size="sm" c="dimmed">
              Ordered at {timeOfDay(order.placedAt)} · {money(order.total)}
            </Text>
          </div>
          <Badge size="lg" color={status.color}>
            {status.label}
          </Badge>
        </Group>
        {order.expiresAt && <Text size="sm">Pick it up by {timeOfDay(order.expiresAt)}.</Text>}
        {cancel.isError && <ErrorState title="It wasn’t cancelled" error={cancel.error} />}
        {left > 0 ? (
          <Group>
            <Button
              variant="default"
              aria-label={`Cancel order: ${what}`}
              leftSection={<IconArrowBackUp size={18} aria-hidden />}
              loading={cancel.isPending}
              onClick={() => cancel.mutate(order.orderId)}
            >
              Cancel order
              <span aria-hidden>&nbsp;({clock(left)})</span>
            </Button>
          </Group>
        ) : (
          <Text size="sm" c="dimmed">
            It is being made and can’t be cancelled any more.
          </Text>
        )}
      </Stack>
    </Card>
  );
};

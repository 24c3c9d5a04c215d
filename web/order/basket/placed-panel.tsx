import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconArrowBackUp, IconCircleCheck } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { Order } from '../../../services/contracts/http/ordering.ts';
import { clock, money, timeOfDay } from '../../look/format.ts';
import { ErrorState } from '../../look/states.tsx';
import { useOrderWatch } from '../data/order-watch.tsx';
import { linesInWords, secondsUntil, statusWords } from '../data/order-words.ts';
import { useCancelOrder } from '../data/use-cancel-order.ts';
import { useNow } from '../data/use-now.ts';

interface PlacedPanelProps {
  readonly order: Order;
  /** The order was undone: it can go back into the basket. */
  readonly onUndone: (order: Order) => void;
  readonly onDone: () => void;
}

/** The order just placed, with the way back while there is one. */
export const PlacedPanel = ({ order: placed, onUndone, onDone }: PlacedPanelProps) => {
  const order = useOrderWatch().find(placed.orderId) ?? placed;
  const waits = order.status === 'placed';
  const heading = useRef<HTMLHeadingElement>(null);
  const undo = useCancelOrder(onUndone);
  const left = secondsUntil(waits ? order.cancellableUntil : undefined, useNow(1_000, waits));
  useEffect(() => heading.current?.focus(), []);
  return (
    <Stack>
      <Alert color="relish" icon={<IconCircleCheck aria-hidden />} role="status">
        <Title order={2} size="h4" ref={heading} tabIndex={-1}>
          {waits ? 'Order placed' : statusWords(order.status).label}
        </Title>
        <Text mt={4}>
          {linesInWords(order.lines)} for {money(order.total)}.
        </Text>
        {waits && order.expiresAt && <Text>Pick it up by {timeOfDay(order.expiresAt)}.</Text>}
      </Alert>
      {undo.isError && <ErrorState title="It wasn’t cancelled" error={undo.error} />}
      <Group>
        {left > 0 && (
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={18} aria-hidden />}
            loading={undo.isPending}
            onClick={() => undo.mutate(order.orderId)}
          >
            Undo order
            <span aria-hidden>&nbsp;({clock(left)})</span>
          </Button>
        )}
        <Button variant="subtle" onClick={onDone}>
          Order something else
        </Button>
      </Group>
    </Stack>
  );
};

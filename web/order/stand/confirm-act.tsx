import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { Order } from '../../../services/contracts/http/ordering.ts';
import { money } from '../../look/format.ts';
import { ErrorState } from '../../look/states.tsx';
import { linesInWords } from '../data/order-words.ts';
import { useOrderAct } from './use-order-acts.ts';

type Confirmed = 'expire' | 'refund';

interface ActWords {
  readonly title: string;
  readonly ask: (order: Order) => string;
  readonly yes: string;
  readonly done: string;
}

const words: Readonly<Record<Confirmed, ActWords>> = {
  expire: {
    title: 'Give this order up?',
    ask: ({ accountName }) =>
      `${accountName} didn’t come. What was held goes back on sale; this can’t be undone.`,
    yes: 'Expire order',
    done: 'Order expired',
  },
  refund: {
    title: 'Give the money back?',
    ask: ({ accountName, total }) =>
      `${accountName} gets ${money(total)} back, and the order no longer counts as taken home.`,
    yes: 'Refund order',
    done: 'Order refunded',
  },
};

export interface PendingAct {
  readonly act: Confirmed;
  readonly order: Order;
}

interface ConfirmActProps {
  readonly pending: PendingAct;
  readonly onClose: () => void;
}

/** Asks before an act that nothing takes back. */
export const ConfirmAct = ({ pending: { act, order }, onClose }: ConfirmActProps) => {
  const { title, ask, yes, done } = words[act];
  const doIt = useOrderAct(act, () => {
    notifications.show({
      title: done,
      message: `${order.accountName}: ${linesInWords(order.lines)}`,
      color: 'gray',
    });
    onClose();
  });
  return (
    <Modal opened onClose={onClose} title={title}>
      <Stack>
        <Text fw={600}>{linesInWords(order.lines)}</Text>
        <Text>{ask(order)}</Text>
        {doIt.isError && <ErrorState title="It didn’t work" error={doIt.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button color="tomato" loading={doIt.isPending} onClick={() => doIt.mutate(order.orderId)}>
            {yes}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
};

import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { cancelOrder, type Order } from '../../../services/contracts/http/ordering.ts';
import { callRoute } from '../../look/api.ts';
import { keepFocus } from './keep-focus.ts';
import { linesInWords } from './order-words.ts';
import { useOrderWatch } from './order-watch.tsx';

/** Cancels an order of one's own within the grace period. */
export const useCancelOrder = (onCancelled?: (order: Order) => void) => {
  const { take, retry } = useOrderWatch();
  return useMutation({
    mutationFn: (orderId: string) => callRoute(cancelOrder, { params: { orderId } }),
    onSuccess: (order) => {
      take(order);
      notifications.show({ title: 'Order cancelled', message: linesInWords(order.lines), color: 'gray' });
      onCancelled?.(order);
      keepFocus();
    },
    // It may have been handed over or have run out of grace in the meantime.
    onError: () => retry(),
  });
};

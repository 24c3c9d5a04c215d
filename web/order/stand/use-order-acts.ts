import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  expireOrder,
  fulfilOrder,
  refundOrder,
  type Order,
} from '../../../services/contracts/http/ordering.ts';
import { callRoute } from '../../look/api.ts';
import { menuKey } from '../data/use-menu.ts';
import { standKey } from './stand-orders.ts';

const routes = { fulfil: fulfilOrder, expire: expireOrder, refund: refundOrder } as const;
export type OrderAct = keyof typeof routes;

/** What the operator does with an order. Lists and stock are asked for again, also when it failed. */
export const useOrderAct = (act: OrderAct, onDone: (order: Order) => void) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (orderId: string) => callRoute(routes[act], { params: { orderId } }),
    onSuccess: onDone,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: standKey }),
        queries.invalidateQueries({ queryKey: menuKey }),
      ]),
  });
};

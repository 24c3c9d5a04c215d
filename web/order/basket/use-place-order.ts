import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { placeOrder, type Order } from '../../../services/contracts/http/ordering.ts';
import { callRoute } from '../../look/api.ts';
import { problemOf } from '../../look/problem-error.ts';
import { ordersKey, useOrderWatch } from '../data/order-watch.tsx';
import { menuKey } from '../data/use-menu.ts';
import { nextAttempt, randomKey, type Attempt } from './attempt.ts';
import type { Basket } from './basket.ts';

const wasRefused = (error: unknown): boolean => {
  const { status } = problemOf(error);
  return status >= 400 && status < 500;
};

/** Places an order once, however often the button is pressed or the network fails. */
export const usePlaceOrder = (onPlaced: (order: Order) => void) => {
  const queries = useQueryClient();
  const { take } = useOrderWatch();
  const last = useRef<{ attempt: Attempt; refused: boolean }>(undefined);
  return useMutation({
    mutationFn: async (lines: Basket) => {
      const attempt = nextAttempt(last.current, lines, randomKey);
      last.current = { attempt, refused: false };
      return callRoute(placeOrder, {
        body: { lines: [...attempt.lines] },
        headers: { 'idempotency-key': attempt.key },
      });
    },
    onSuccess: (order) => {
      last.current = undefined;
      take(order);
      onPlaced(order);
    },
    onError: (error) => {
      if (!last.current || !wasRefused(error)) return undefined;
      last.current = { ...last.current, refused: true };
      // What is left, held or open isn't what this page thought.
      return Promise.all([
        queries.invalidateQueries({ queryKey: menuKey }),
        queries.invalidateQueries({ queryKey: ordersKey }),
      ]);
    },
  });
};

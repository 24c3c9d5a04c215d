import { useQuery } from '@tanstack/react-query';
import { getBudgets } from '../../../services/contracts/http/budgets.ts';
import { callRoute } from '../../look/api.ts';

/** Minutes are what is counted by: more often there is nothing new to see. */
const EVERY_MS = 10_000;

/** The error budgets, live. */
export const useBudgets = () =>
  useQuery({
    queryKey: ['budgets'],
    queryFn: ({ signal }) => callRoute(getBudgets, { signal }),
    refetchInterval: EVERY_MS,
  });

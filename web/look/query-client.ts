import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problem-error.ts';

const MAX_RETRIES = 2;

/** What a service refused (4xx) it will refuse again; what failed by the way may work the next time. */
const worthRetrying = (failures: number, error: Error): boolean => {
  const status = error instanceof ProblemError ? error.problem.status : 0;
  return failures < MAX_RETRIES && !(status >= 400 && status < 500);
};

/** An empty query cache with what both apps expect of one. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      // The service may run on this very machine: being offline is no reason not to ask it.
      queries: { networkMode: 'always', retry: worthRetrying, staleTime: 5_000 },
      mutations: { networkMode: 'always', retry: false },
    },
  });

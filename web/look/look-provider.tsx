import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './look.css';
import { ProblemError } from './problem-error.ts';
import { cssVariables, theme } from './theme.ts';

const colourSchemes = localStorageColorSchemeManager({ key: 'relish.colour-scheme' });
const MAX_RETRIES = 2;

/** What a service refused (4xx) it will refuse again; what failed by the way may work the next time. */
const worthRetrying = (failures: number, error: Error): boolean => {
  const status = error instanceof ProblemError ? error.problem.status : 0;
  return failures < MAX_RETRIES && !(status >= 400 && status < 500);
};

const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      // The service may run on this very machine: being offline is no reason not to ask it.
      queries: { networkMode: 'always', retry: worthRetrying, staleTime: 5_000 },
      mutations: { networkMode: 'always', retry: false },
    },
  });

/** Theme, notifications and the query cache: what every page of both apps stands on. */
export const LookProvider = ({ children }: { readonly children: ReactNode }) => {
  const [queries] = useState(createQueryClient);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      colorSchemeManager={colourSchemes}
    >
      <Notifications position="bottom-center" limit={4} autoClose={6_000} />
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </MantineProvider>
  );
};

import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './look.css';
import { cssVariables, theme } from './theme.ts';

const colourSchemes = localStorageColorSchemeManager({ key: 'relish.colour-scheme' });

/** Theme and notifications: what every page of both apps stands on. */
export const LookProvider = ({ children }: { readonly children: ReactNode }) => (
  <MantineProvider
    theme={theme}
    cssVariablesResolver={cssVariables}
    defaultColorScheme="auto"
    colorSchemeManager={colourSchemes}
  >
    <Notifications position="bottom-center" limit={4} autoClose={6_000} />
    {children}
  </MantineProvider>
);

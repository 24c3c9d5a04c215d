import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { ErrorBoundary } from './error-boundary.tsx';
import { LookProvider } from './look-provider.tsx';
import { SessionProvider } from './session.tsx';

/** Puts an app into `<div id="root">`, under everything it needs. */
export const mountApp = (app: ReactNode): void => {
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no #root');
  createRoot(root).render(
    <StrictMode>
      <LookProvider>
        <ErrorBoundary>
          <SessionProvider>{app}</SessionProvider>
        </ErrorBoundary>
      </LookProvider>
    </StrictMode>,
  );
};

import { Center } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { ErrorState } from './states.tsx';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

/** When a page breaks, people get words and a way on instead of an empty window. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly error: unknown }> {
  override readonly state: { readonly error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <Center component="main" mih="100dvh" p="md">
        <ErrorState title="This page broke" error={error} onRetry={() => location.reload()} />
      </Center>
    );
  }
}

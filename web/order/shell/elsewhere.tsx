import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { EmptyState } from '../../look/states.tsx';

interface ElsewhereProps {
  readonly title: string;
  readonly children?: ReactNode;
}

/** For an address that has nothing for this person: the way back to what has. */
export const Elsewhere = ({ title, children }: ElsewhereProps) => (
  <EmptyState
    title={title}
    action={
      <Button component={Link} href="/">
        Go to the menu
      </Button>
    }
  >
    {children}
  </EmptyState>
);

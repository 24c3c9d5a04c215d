import { Button, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';

interface ElsewhereProps {
  readonly title: string;
  readonly children?: ReactNode;
}

/** For an address that has nothing for this person: the way back to what has. */
export const Elsewhere = ({ title, children }: ElsewhereProps) => (
  <Stack align="center" ta="center" py="xl">
    <Title order={1}>{title}</Title>
    {children && <Text c="dimmed">{children}</Text>}
    <Button component={Link} href="/">
      Go to the menu
    </Button>
  </Stack>
);

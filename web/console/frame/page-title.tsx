import { Group, Text, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';

interface PageTitleProps {
  readonly title: string;
  /** One sentence: what the page is for. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** The heading of a page; the tab's title follows it. */
export const PageTitle = ({ title, children, actions }: PageTitleProps) => {
  useEffect(() => {
    document.title = `${title} · Relish console`;
  }, [title]);
  return (
    <Group justify="space-between" align="flex-end" gap="md" mb="lg">
      <div>
        <Title order={1} size="h2" style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Title>
        {children && <Text c="dimmed">{children}</Text>}
      </div>
      {actions}
    </Group>
  );
};

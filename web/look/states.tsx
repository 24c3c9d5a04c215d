import { Alert, Button, Center, Group, Loader, Skeleton, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconAlertTriangle, IconMoodEmpty, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { problemOf } from './problem-error.ts';

interface LoadingStateProps {
  /** What is on its way: "Loading the menu". */
  readonly label: string;
  /** With a number, that many grey rows stand in for the content; without, a spinner. */
  readonly rows?: number;
  readonly rowHeight?: number;
}

export const LoadingState = ({ label, rows, rowHeight = 64 }: LoadingStateProps) => (
  <div role="status" aria-label={label}>
    {rows === undefined ? (
      <Center mih={160}>
        <Stack align="center" gap="xs">
          <Loader aria-hidden />
          <Text c="dimmed" size="sm">
            {label}…
          </Text>
        </Stack>
      </Center>
    ) : (
      <Stack gap="sm">
        {Array.from({ length: rows }, (_, row) => (
          <Skeleton key={row} height={rowHeight} radius="lg" />
        ))}
      </Stack>
    )}
  </div>
);

interface EmptyStateProps {
  readonly title: string;
  /** 2 where it stands right under the page's heading. */
  readonly order?: 2 | 3;
  /** What to do about it. */
  readonly children?: ReactNode;
  readonly icon?: ReactNode;
  readonly action?: ReactNode;
}

export const EmptyState = ({ title, order = 3, children, icon, action }: EmptyStateProps) => (
  <Center mih={180} p="md">
    <Stack align="center" gap="sm" maw={420}>
      {icon ?? (
        <ThemeIcon size={56} radius="xl" variant="light" color="mustard" aria-hidden>
          <IconMoodEmpty size={30} />
        </ThemeIcon>
      )}
      <Title order={order} size="h4" ta="center">
        {title}
      </Title>
      {children && (
        <Text c="dimmed" ta="center" component="div">
          {children}
        </Text>
      )}
      {action}
    </Stack>
  </Center>
);

interface ErrorStateProps {
  /** Whatever was thrown; a ProblemError shows its problem. */
  readonly error: unknown;
  readonly onRetry?: () => unknown;
  readonly title?: string;
}

export const ErrorState = ({ error, onRetry, title }: ErrorStateProps) => {
  const problem = problemOf(error);
  return (
    <Alert
      role="alert"
      color="tomato"
      icon={<IconAlertTriangle aria-hidden />}
      title={title ?? problem.title}
    >
      <Stack gap="sm">
        <Text size="sm">{problem.detail}</Text>
        {onRetry && (
          <Group>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconRefresh size={16} aria-hidden />}
              onClick={() => onRetry()}
            >
              Try again
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
};

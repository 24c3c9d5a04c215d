import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { problemOf } from '../../look/problem-error.ts';
import { ErrorState } from '../../look/states.tsx';
import { useRequestChange, type Asked } from './use-changes.ts';

interface RequestInsteadProps {
  /** Why it wasn't done. */
  readonly error: unknown;
  /** What to ask for instead, where it takes two people; undefined for what no change can be. */
  readonly asked: Asked | undefined;
  readonly reason: string;
  readonly title?: string;
  readonly onDone: () => void;
}

/** What went wrong; and where it is that one person isn't enough, the way to ask for a second one. */
export const RequestInstead = ({ error, asked, reason, title, onDone }: RequestInsteadProps) => {
  const { mutate, isPending, error: refusal } = useRequestChange(onDone);
  if (!asked || problemOf(error).code !== 'approval-needed')
    return <ErrorState title={title ?? 'That didn’t work'} error={error} />;
  return (
    <Alert role="alert" color="mustard" icon={<IconUsers aria-hidden />} title="This takes two people">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{problemOf(error).detail}</Text>
        {refusal && <ErrorState title="It can’t be asked for" error={refusal} />}
        <Button size="xs" loading={isPending} onClick={() => mutate({ ...asked, reason })}>
          Ask for it
        </Button>
      </Stack>
    </Alert>
  );
};

import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { problemOf } from '../../look/problem-error.ts';
import { actWords, moderate, opposite, type ModerationAct } from './moderation-act.ts';

interface Moderation {
  readonly act: ModerationAct;
  readonly reason: string;
}

/** Long enough to read the message and to reach the button with the keyboard. */
const UNDO_MS = 15_000;

const showDone = (message: string, undo: (() => void) | undefined): void => {
  const id = notifications.show({
    color: 'relish',
    title: 'Done',
    autoClose: UNDO_MS,
    message: (
      <Group justify="space-between" gap="xs">
        <Text size="sm">{message}</Text>
        {undo && (
          <Button
            size="compact-sm"
            variant="light"
            onClick={() => {
              notifications.hide(id);
              undo();
            }}
          >
            Undo
          </Button>
        )}
      </Group>
    ),
  });
};

/** Moderates an account and offers to take it back: undo is the opposite act, on the log like any other. */
export const useModerate = (accountId: string, onDone: () => void) => {
  const queries = useQueryClient();
  const refresh = () =>
    Promise.all(
      [['account', accountId], ['accounts'], ['overview'], ['status'], ['items'], ['certificate']].map(
        (queryKey) => queries.invalidateQueries({ queryKey }),
      ),
    );
  const takeBack = async ({ act, reason }: Moderation): Promise<void> => {
    try {
      await moderate(accountId, act, reason);
      showDone(actWords(act, accountId).done, undefined);
    } catch (error) {
      notifications.show({ color: 'tomato', title: 'Not undone', message: problemOf(error).detail });
    }
    await refresh();
  };
  return useMutation({
    mutationFn: ({ act, reason }: Moderation) => moderate(accountId, act, reason),
    onSuccess: async (_, { act, reason }) => {
      const back = opposite(act, reason);
      onDone();
      showDone(actWords(act, accountId).done, back && (() => void takeBack(back)));
      await refresh();
    },
  });
};

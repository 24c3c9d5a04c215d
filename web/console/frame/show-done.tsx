import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { problemOf } from '../../look/problem-error.ts';

/** Long enough to read the message and to reach the button with the keyboard. */
const UNDO_MS = 15_000;

/** Tells that something is done and, where `undo` is given, offers to take it back. */
export const showDone = (message: string, undo?: () => void): void => {
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

/** Tells that something could not be taken back, and why. */
export const showNotUndone = (error: unknown): void => {
  notifications.show({ color: 'tomato', title: 'Not undone', message: problemOf(error).detail });
};

import { Button, Group, Stack, type MantineColor } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { RequestInstead } from '../changes/request-instead.tsx';
import type { Asked } from '../changes/use-changes.ts';
import { isReason, ReasonInput } from './reason-input.tsx';

interface ReasonFormProps {
  /** What the act does, told before the reason is asked for. */
  readonly children: ReactNode;
  /** The reason to begin with; the author can change it. */
  readonly reason?: string;
  /** What the button says that does it. */
  readonly act: string;
  readonly color?: MantineColor;
  readonly isPending: boolean;
  /** Something else than the reason is wrong yet. */
  readonly isBlocked?: boolean;
  /** What to ask for where one person isn't enough to do it. */
  readonly instead?: Asked | undefined;
  readonly error: Error | null;
  readonly onAct: (reason: string) => void;
  readonly onClose: () => void;
}

/** Asks why before anything is done that goes on the log; without a reason that the service takes, nothing is. */
export const ReasonForm = ({ children, act, color = 'relish', onAct, ...props }: ReasonFormProps) => {
  const [reason, setReason] = useState(props.reason ?? '');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReason(reason)) onAct(reason);
      }}
    >
      <Stack>
        {children}
        <ReasonInput value={reason} onChange={setReason} />
        {props.error && (
          <RequestInstead error={props.error} asked={props.instead} reason={reason} onDone={props.onClose} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            color={color}
            loading={props.isPending}
            disabled={!isReason(reason) || props.isBlocked === true}
          >
            {act}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

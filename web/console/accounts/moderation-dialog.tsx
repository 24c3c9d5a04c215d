import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ErrorState } from '../../look/states.tsx';
import { ReasonInput, isReason } from '../frame/reason-input.tsx';
import { actWords, type ModerationAct } from './moderation-act.ts';
import { useModerate } from './use-moderate.ts';

interface ModerationFormProps {
  readonly accountId: string;
  readonly act: ModerationAct;
  readonly onClose: () => void;
}

const ModerationForm = ({ accountId, act, onClose }: ModerationFormProps) => {
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useModerate(accountId, onClose);
  const { consequence, button } = actWords(act, accountId);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReason(reason)) mutate({ act, reason });
      }}
    >
      <Stack>
        <Text size="sm">{consequence}</Text>
        <ReasonInput value={reason} onChange={setReason} />
        {error && <ErrorState title="That didn’t work" error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            color={act.act === 'quarantine' ? 'tomato' : 'relish'}
            loading={isPending}
            disabled={!isReason(reason)}
          >
            {button}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

interface ModerationDialogProps extends ModerationFormProps {
  readonly opened: boolean;
}

/** Asks for the reason, which goes on the log with the name of whoever gives it. */
export const ModerationDialog = ({ opened, ...form }: ModerationDialogProps) => (
  <Modal opened={opened} onClose={form.onClose} title={actWords(form.act, form.accountId).title}>
    <ModerationForm {...form} />
  </Modal>
);

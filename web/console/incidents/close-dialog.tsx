import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ErrorState } from '../../look/states.tsx';
import { isReason, ReasonInput } from '../frame/reason-input.tsx';
import { useCloseIncident } from './use-incidents.ts';

interface CloseProps {
  readonly incidentId: string;
  readonly onClose: () => void;
}

const CloseForm = ({ incidentId, onClose }: CloseProps) => {
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useCloseIncident(incidentId, onClose);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReason(reason)) mutate(reason);
      }}
    >
      <Stack>
        <Text size="sm">
          All that waits counts from the next answer on. Refused events are counted anew: if they go on, it is
          held again.
        </Text>
        <ReasonInput value={reason} onChange={setReason} />
        {error && <ErrorState title="That didn’t work" error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isPending} disabled={!isReason(reason)}>
            Publish again
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

/** Asks why publication may go on before the policy says so. */
export const CloseDialog = ({ opened, ...form }: CloseProps & { readonly opened: boolean }) => (
  <Modal opened={opened} onClose={form.onClose} title="Publish again?">
    <CloseForm {...form} />
  </Modal>
);

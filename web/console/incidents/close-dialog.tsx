import { Modal, Text } from '@mantine/core';
import { ReasonForm } from '../frame/reason-form.tsx';
import { useCloseIncident } from './use-incidents.ts';

interface CloseProps {
  readonly incidentId: string;
  readonly onClose: () => void;
}

const CloseForm = ({ incidentId, onClose }: CloseProps) => {
  const { mutate, isPending, error } = useCloseIncident(incidentId, onClose);
  return (
    <ReasonForm act="Publish again" onAct={(reason) => mutate(reason)} {...{ isPending, error, onClose }}>
      <Text size="sm">
        All that waits counts from the next answer on. Refused events are counted anew: if they go on, it is
        held again.
      </Text>
    </ReasonForm>
  );
};

/** Asks why publication may go on before the policy says so. */
export const CloseDialog = ({ opened, ...form }: CloseProps & { readonly opened: boolean }) => (
  <Modal opened={opened} onClose={form.onClose} title="Publish again?">
    <CloseForm {...form} />
  </Modal>
);

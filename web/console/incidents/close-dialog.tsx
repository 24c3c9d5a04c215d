import { Modal, Text } from '@mantine/core';
import type { Incident } from '../../../services/contracts/http/incidents.ts';
import { ReasonForm } from '../frame/reason-form.tsx';
import { useCloseIncident } from './use-incidents.ts';

interface CloseProps {
  readonly incident: Pick<Incident, 'incidentId' | 'kind'>;
  readonly onClose: () => void;
}

const CloseForm = ({ incident: { incidentId, kind }, onClose }: CloseProps) => {
  const isHolding = kind === 'bad-records';
  const { mutate, isPending, error } = useCloseIncident(incidentId, isHolding, onClose);
  return (
    <ReasonForm
      act={isHolding ? 'Publish again' : 'Close'}
      onAct={(reason) => mutate(reason)}
      {...{ isPending, error, onClose }}
    >
      <Text size="sm">
        {isHolding
          ? 'All that waits counts from the next answer on. Refused events are counted anew: if they go on, it is held again.'
          : 'What is seen now is taken for how it should be, and compared with from here on. If it is still wrong in an hour, it is told again.'}
      </Text>
    </ReasonForm>
  );
};

/** Asks why it is over before Relish says so by itself. */
export const CloseDialog = ({ opened, ...form }: CloseProps & { readonly opened: boolean }) => (
  <Modal
    opened={opened}
    onClose={form.onClose}
    title={form.incident.kind === 'bad-records' ? 'Publish again?' : 'Close the incident?'}
  >
    <CloseForm {...form} />
  </Modal>
);

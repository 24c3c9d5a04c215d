import { Modal, Text } from '@mantine/core';
import { ReasonForm } from '../frame/reason-form.tsx';
import { useStopExperiment } from './use-experiments.ts';

interface StopProps {
  readonly experimentId: string;
  readonly onClose: () => void;
}

const StopForm = ({ experimentId, onClose }: StopProps) => {
  const { mutate, isPending, error } = useStopExperiment(experimentId, onClose);
  return (
    <ReasonForm
      act="Stop"
      color="tomato"
      onAct={(reason) => mutate(reason)}
      {...{ isPending, error, onClose }}
    >
      <Text size="sm">Nothing is disturbed any more, from the next list on.</Text>
    </ReasonForm>
  );
};

/** Asks why before a person stops an experiment. */
export const StopDialog = ({ opened, ...form }: StopProps & { readonly opened: boolean }) => (
  <Modal opened={opened} onClose={form.onClose} title="Stop the experiment?">
    <StopForm {...form} />
  </Modal>
);

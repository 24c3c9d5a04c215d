import { Modal, Text } from '@mantine/core';
import type { TrainedModelName } from '../../../services/contracts/http/registry.ts';
import { ReasonForm } from '../frame/reason-form.tsx';
import { modelWords } from './registry-words.ts';
import { useTrain } from './use-registry.ts';

interface TrainProps {
  readonly name: TrainedModelName;
  readonly onClose: () => void;
}

const TrainForm = ({ name, onClose }: TrainProps) => {
  const { mutate, isPending, error } = useTrain(name, onClose);
  return (
    <ReasonForm act="Train now" onAct={(reason) => mutate(reason)} {...{ isPending, error, onClose }}>
      <Text size="sm">
        It learns from the votes as they are now, of accounts that are established and past their probation.
        What comes of it is signed, goes on the log with your reason, and is live once it verifies.
      </Text>
    </ReasonForm>
  );
};

/** Asks why a model is to be trained before it is due. */
export const TrainDialog = ({ opened, ...form }: TrainProps & { readonly opened: boolean }) => (
  <Modal opened={opened} onClose={form.onClose} title={`Train ${modelWords[form.name].title} now?`}>
    <TrainForm {...form} />
  </Modal>
);

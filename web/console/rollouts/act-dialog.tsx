import { Modal, Text } from '@mantine/core';
import { ReasonForm } from '../frame/reason-form.tsx';
import { ROLLOUT_ACTS, type RolloutAct, useRolloutAct } from './use-rollouts.ts';

interface ActProps {
  readonly rolloutId: string;
  readonly act: RolloutAct;
  readonly onClose: () => void;
}

const ActForm = ({ rolloutId, act, onClose }: ActProps) => {
  const { mutate, isPending, error } = useRolloutAct(rolloutId, act, onClose);
  const { button, consequence } = ROLLOUT_ACTS[act];
  return (
    <ReasonForm
      act={button}
      color={act === 'abort' ? 'tomato' : 'relish'}
      instead={act === 'promote' ? { proposal: { kind: 'promotion', document: { rolloutId } } } : undefined}
      onAct={(reason) => mutate(reason)}
      {...{ isPending, error, onClose }}
    >
      <Text size="sm">{consequence}</Text>
    </ReasonForm>
  );
};

/** Asks why before a person takes a rollout into his own hands. */
export const ActDialog = ({ opened, ...form }: ActProps & { readonly opened: boolean }) => (
  <Modal opened={opened} onClose={form.onClose} title={`${ROLLOUT_ACTS[form.act].button} the rollout?`}>
    <ActForm {...form} />
  </Modal>
);

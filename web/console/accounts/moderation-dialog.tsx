import { Modal, Text } from '@mantine/core';
import { ReasonForm } from '../frame/reason-form.tsx';
import { actWords, changeFor, type ModerationAct } from './moderation-act.ts';
import { useModerate } from './use-moderate.ts';

interface ModerationFormProps {
  readonly accountId: string;
  readonly act: ModerationAct;
  readonly onClose: () => void;
}

const ModerationForm = ({ accountId, act, onClose }: ModerationFormProps) => {
  const { mutate, isPending, error } = useModerate(onClose);
  const { consequence, button } = actWords(act, accountId);
  return (
    <ReasonForm
      act={button}
      instead={changeFor(act, [accountId])}
      color={act.act === 'quarantine' ? 'tomato' : 'relish'}
      onAct={(reason) => mutate({ accountIds: [accountId], act, reason })}
      {...{ isPending, error, onClose }}
    >
      <Text size="sm">{consequence}</Text>
    </ReasonForm>
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

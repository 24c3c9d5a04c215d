import { List, Modal } from '@mantine/core';
import type { BehaviourDocument } from '../../../services/contracts/http/behaviours.ts';
import { ReasonForm } from '../frame/reason-form.tsx';
import { behaviourChanges } from './behaviour-words.ts';
import { useSaveBehaviours, type BehavioursState } from './use-behaviours.ts';

/** Statements that somebody wants in force. */
export interface Proposal {
  readonly title: string;
  /** What its author saw in force. */
  readonly base: BehavioursState;
  readonly documents: BehaviourDocument[];
  /** The reason to begin with; the author can change it. */
  readonly reason: string;
}

interface SaveFormProps {
  readonly proposal: Proposal;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

const SaveForm = ({ proposal, onClose, onSaved }: SaveFormProps) => {
  const { base, documents, reason: first } = proposal;
  const { mutate, isPending, error } = useSaveBehaviours(onSaved);
  return (
    <ReasonForm
      act="Put in force"
      reason={first}
      instead={{ proposal: { kind: 'behaviours', document: documents }, base: base.digest }}
      onAct={(reason) => mutate({ documents, base, reason })}
      {...{ isPending, error, onClose }}
    >
      <List size="sm" aria-label="Changes">
        {behaviourChanges(base.documents, documents).map((change) => (
          <List.Item key={change} style={{ overflowWrap: 'anywhere' }}>
            {change}
          </List.Item>
        ))}
      </List>
    </ReasonForm>
  );
};

interface SaveDialogProps {
  readonly opened: boolean;
  /** Stays while the dialog fades out. */
  readonly proposal: Proposal | undefined;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** What differs from the statements in force, before others come into force; and why, for the log. */
export const SaveDialog = ({ opened, proposal, ...rest }: SaveDialogProps) => (
  <Modal opened={opened} onClose={rest.onClose} title={proposal?.title} size="lg">
    {proposal && <SaveForm proposal={proposal} {...rest} />}
  </Modal>
);

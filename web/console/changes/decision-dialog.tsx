import { Checkbox, JsonInput, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import {
  changeProposal,
  type ChangeProposal,
  type ChangeRow,
} from '../../../services/contracts/http/changes.ts';
import { ErrorState, LoadingState } from '../../look/states.tsx';
import { ReasonForm } from '../frame/reason-form.tsx';
import { ChangeDiff } from './change-diff.tsx';
import { documentText, type Decision } from './change-words.ts';
import { useChange, useSayChange } from './use-changes.ts';

const WORDS = {
  approve: { title: 'Approve this change?', act: 'Approve', color: 'relish', text: '' },
  apply: {
    title: 'Apply this change?',
    act: 'Apply',
    color: 'relish',
    text: 'It acts from the next answer on.',
  },
  reject: {
    title: 'Turn this change down?',
    act: 'Turn it down',
    color: 'tomato',
    text: 'Nothing is changed.',
  },
  withdraw: {
    title: 'Take this change back?',
    act: 'Take it back',
    color: 'tomato',
    text: 'Nothing is changed.',
  },
  edit: {
    title: 'Write it anew?',
    act: 'Save',
    color: 'relish',
    text: 'It is written against what is in force now. An approval that it had is void.',
  },
} as const;

interface FormProps {
  readonly decision: Decision;
  readonly change: ChangeRow;
  readonly onClose: () => void;
}

const SayForm = ({
  decision,
  change,
  onClose,
}: FormProps & { readonly decision: Exclude<Decision, 'edit'> }) => {
  const { mutate, isPending, error } = useSayChange(onClose);
  const [isAtOnce, setIsAtOnce] = useState(true);
  // Whoever reads the dialog decides about the version that it shows, not about one that comes in between.
  const [{ changeId, digest }] = useState(change);
  const { act, color, text } = WORDS[decision];
  return (
    <ReasonForm
      act={decision === 'approve' && isAtOnce ? 'Approve and apply' : act}
      color={color}
      onAct={(reason) =>
        mutate(
          decision === 'approve'
            ? { says: decision, changeId, reason, digest, apply: isAtOnce }
            : { says: decision, changeId, reason },
        )
      }
      {...{ isPending, error, onClose }}
    >
      {text && <Text size="sm">{text}</Text>}
      <ChangeDiff changeId={changeId} digest={digest} />
      {decision === 'approve' && (
        <Checkbox
          label="Apply it at once"
          checked={isAtOnce}
          onChange={(event) => setIsAtOnce(event.currentTarget.checked)}
        />
      )}
    </ReasonForm>
  );
};

const proposalIn = (kind: ChangeRow['kind'], text: string): ChangeProposal | undefined => {
  try {
    const document: unknown = JSON.parse(text);
    return changeProposal.safeParse({ kind, document }).data;
  } catch {
    return undefined;
  }
};

const EditForm = ({
  change,
  proposal,
  onClose,
}: Omit<FormProps, 'decision'> & { readonly proposal: ChangeProposal }) => {
  const { mutate, isPending, error } = useSayChange(onClose);
  const [text, setText] = useState(() => documentText(proposal));
  const edited = proposalIn(proposal.kind, text);
  return (
    <ReasonForm
      act={WORDS.edit.act}
      reason={change.reason}
      isBlocked={!edited}
      onAct={(reason) =>
        edited && mutate({ says: 'edit', changeId: change.changeId, reason, proposal: edited })
      }
      {...{ isPending, error, onClose }}
    >
      <Text size="sm">{WORDS.edit.text}</Text>
      <JsonInput
        label="What is asked for, as JSON"
        autosize
        minRows={8}
        maxRows={20}
        spellCheck={false}
        styles={{ input: { fontFamily: 'monospace' } }}
        error={edited ? undefined : 'This is not what it has to be yet.'}
        value={text}
        onChange={setText}
      />
    </ReasonForm>
  );
};

const EditBody = ({ change, onClose }: Omit<FormProps, 'decision'>) => {
  const { data, error, refetch } = useChange(change.changeId, change.digest);
  if (data?.proposal) return <EditForm change={change} proposal={data.proposal} onClose={onClose} />;
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  return <LoadingState label="Loading the change" />;
};

interface DecisionDialogProps extends FormProps {
  readonly opened: boolean;
}

/** Says what is decided about, and asks why. */
export const DecisionDialog = ({ opened, decision, ...form }: DecisionDialogProps) => (
  <Modal opened={opened} onClose={form.onClose} title={WORDS[decision].title} size="lg">
    {decision === 'edit' ? <EditBody {...form} /> : <SayForm decision={decision} {...form} />}
  </Modal>
);

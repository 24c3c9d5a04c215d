import { Modal, NativeSelect, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { MAX_CHANGE_ACCOUNTS } from '../../../services/contracts/http/changes.ts';
import { count } from '../../look/format.ts';
import { ReasonForm } from '../frame/reason-form.tsx';
import { accountsIn } from './account-list.ts';
import { changeFor, manyWords } from './moderation-act.ts';
import { useModerate } from './use-moderate.ts';

const ACTS = [
  { value: 'quarantine', label: 'Quarantine' },
  { value: 'reinstate', label: 'Reinstate' },
] as const;
type Act = (typeof ACTS)[number]['value'];

const ListForm = ({ onClose }: { readonly onClose: () => void }) => {
  const { mutate, isPending, error } = useModerate(onClose);
  const [act, setAct] = useState<Act>('quarantine');
  const [text, setText] = useState('');
  const accountIds = accountsIn(text);
  const isTooMany = accountIds.length > MAX_CHANGE_ACCOUNTS;
  const { button, consequence } = manyWords(act, accountIds.length);
  return (
    <ReasonForm
      act={button}
      color={act === 'quarantine' ? 'tomato' : 'relish'}
      isBlocked={accountIds.length === 0 || isTooMany}
      instead={changeFor({ act }, accountIds)}
      onAct={(reason) => mutate({ accountIds, act: { act }, reason })}
      {...{ isPending, error, onClose }}
    >
      <NativeSelect
        label="What to do"
        data={ACTS}
        value={act}
        onChange={(event) => setAct(event.currentTarget.value === 'reinstate' ? 'reinstate' : 'quarantine')}
      />
      <Textarea
        label="Accounts"
        description={`One a line, at most ${count(MAX_CHANGE_ACCOUNTS)}.`}
        autosize
        minRows={4}
        maxRows={12}
        spellCheck={false}
        styles={{ input: { fontFamily: 'monospace' } }}
        error={isTooMany ? `These are ${count(accountIds.length)}: do it in parts.` : undefined}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Text size="sm">
        {consequence} All of them or none, with one reason, and undone as one. Those that are so already stay
        as they are.
      </Text>
    </ReasonForm>
  );
};

/** Quarantines or reinstates the accounts of a list in one step. */
export const ListDialog = ({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}) => (
  <Modal opened={opened} onClose={onClose} title="Moderate a list of accounts" size="lg">
    <ListForm onClose={onClose} />
  </Modal>
);

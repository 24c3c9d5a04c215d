import { Button, Group, Modal, NativeSelect, Progress, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { label as labelSchema } from '../../../services/contracts/http/accounts.ts';
import { count, counted } from '../../look/format.ts';
import { ErrorState } from '../../look/states.tsx';
import type { Label } from '../accounts/moderation-act.ts';
import { isReason, ReasonInput } from '../frame/reason-input.tsx';
import { useLabelAll } from './use-label-all.ts';

interface LabelFormProps {
  readonly accountIds: readonly string[];
  readonly onClose: () => void;
}

const LabelForm = ({ accountIds, onClose }: LabelFormProps) => {
  const [label, setLabel] = useState<Label>('hostile');
  const [reason, setReason] = useState('');
  // Labelling changes the accounts; those that were asked for stay.
  const [wanted] = useState(accountIds);
  const { progress, run, stop } = useLabelAll();
  const { done, of, isRunning, failed } = progress;
  const isDone = of > 0 && !isRunning;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReason(reason)) void run(wanted, label, reason);
      }}
    >
      <Stack>
        <Text size="sm">
          Each gets the label with your reason, one after the other. It tells other people what you found out;
          who is honest is no longer taken down with a group.
        </Text>
        <NativeSelect
          label="Label"
          data={[...labelSchema.options]}
          value={label}
          disabled={isRunning || isDone}
          onChange={(event) => setLabel(labelSchema.parse(event.currentTarget.value))}
        />
        {!isDone && <ReasonInput value={reason} onChange={setReason} />}
        {of > 0 && (
          <div>
            <Progress value={(100 * done) / of} aria-label="Accounts labelled" />
            <Text size="sm" role="status" mt={4}>
              {count(done)} of {counted(of, 'account')} labelled
              {isDone && done < of && !failed && ', then stopped'}
            </Text>
          </div>
        )}
        {failed && <ErrorState title={`It stopped at ${failed.accountId}`} error={failed.error} />}
        <Group justify="flex-end">
          {isRunning && (
            <Button variant="default" onClick={stop}>
              Stop
            </Button>
          )}
          {!isRunning && (
            <Button variant="default" onClick={onClose}>
              {isDone ? 'Close' : 'Cancel'}
            </Button>
          )}
          {!isDone && (
            <Button type="submit" loading={isRunning} disabled={!isReason(reason)}>
              Label {counted(wanted.length, 'account')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
};

/** Labels everybody in the brush in one go. */
export const LabelDialog = ({
  opened,
  accountIds,
  onClose,
}: LabelFormProps & { readonly opened: boolean }) => (
  <Modal opened={opened} onClose={onClose} title="Label these accounts" closeOnClickOutside={false}>
    <LabelForm accountIds={accountIds} onClose={onClose} />
  </Modal>
);

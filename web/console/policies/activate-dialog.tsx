import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { KnownPolicy } from '../../../services/contracts/http/policies.ts';
import { ErrorState } from '../../look/states.tsx';
import { isReason, ReasonInput } from '../frame/reason-input.tsx';
import { shortDigest } from '../frame/status-words.ts';
import { PolicyDiff } from './policy-diff.tsx';
import { useActivate } from './use-policies.ts';

interface ActivateProps {
  readonly active: KnownPolicy;
  readonly policy: KnownPolicy;
  readonly isTried: boolean;
  readonly onClose: () => void;
}

const ActivateForm = ({ active, policy, isTried, onClose }: ActivateProps) => {
  const [reason, setReason] = useState('');
  // What was in force when the dialog opened: that is what its author saw.
  const [expected] = useState(active.digest);
  const { mutate, isPending, error } = useActivate(onClose);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReason(reason)) mutate({ digest: policy.digest, reason, expected });
      }}
    >
      <Stack>
        {!isTried && <Text size="sm">Nobody has tried this policy on the log as it is now.</Text>}
        <PolicyDiff label="Changes" before={active.policy} after={policy.policy} />
        <ReasonInput value={reason} onChange={setReason} />
        {error && <ErrorState title="That didn’t work" error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isPending} disabled={!isReason(reason)}>
            Activate
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

/** What a policy changes, before it comes into force; and why, for the log. */
export const ActivateDialog = ({ opened, ...rest }: ActivateProps & { readonly opened: boolean }) => (
  <Modal
    opened={opened}
    onClose={rest.onClose}
    title={`Activate ${shortDigest(rest.policy.digest)}?`}
    size="lg"
  >
    <ActivateForm {...rest} />
  </Modal>
);

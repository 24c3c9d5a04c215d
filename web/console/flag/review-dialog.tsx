import { Accordion, Button, Code, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { FlagDefinition } from '../../../services/contracts/http/flags.ts';
import { ErrorState } from '../../look/states.tsx';
import { isReason, ReasonInput } from '../frame/reason-input.tsx';
import { definitionChanges } from './flag-changes.ts';
import { useSaveFlags, type FlagState } from './use-flags.ts';

/** A definition that somebody wants to save. */
export interface Proposal {
  readonly title: string;
  readonly base: FlagState;
  readonly flags: FlagDefinition;
  /** The reason to begin with; the author can change it. */
  readonly reason: string;
}

const Json = ({ title, flags }: { readonly title: string; readonly flags: FlagDefinition }) => (
  <div>
    <Text size="xs" c="dimmed">
      {title}
    </Text>
    <Code block tabIndex={0} mah={220} style={{ overflow: 'auto' }}>
      {JSON.stringify(flags, null, 2)}
    </Code>
  </div>
);

const Diff = ({ base, flags }: Proposal) => {
  const changes = definitionChanges(base.flags, flags);
  return (
    <>
      {changes.length === 0 ? (
        <Text>Nothing changes.</Text>
      ) : (
        <List aria-label="Changes">
          {changes.map((change) => (
            <List.Item key={change}>{change}</List.Item>
          ))}
        </List>
      )}
      <Accordion variant="contained">
        <Accordion.Item value="json">
          <Accordion.Control>As JSON</Accordion.Control>
          <Accordion.Panel>
            <Stack gap="xs">
              <Json title="Now" flags={base.flags} />
              <Json title="After" flags={flags} />
            </Stack>
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </>
  );
};

interface ReviewFormProps {
  readonly proposal: Proposal;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

const ReviewForm = ({ proposal, onClose, onSaved }: ReviewFormProps) => {
  const [reason, setReason] = useState(proposal.reason);
  const { mutate, isPending, error } = useSaveFlags(onSaved);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReason(reason)) mutate({ flags: proposal.flags, base: proposal.base, reason });
      }}
    >
      <Stack>
        <Diff {...proposal} />
        <ReasonInput value={reason} onChange={setReason} />
        {error && <ErrorState title="That didn’t work" error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isPending} disabled={!isReason(reason)}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

interface ReviewDialogProps {
  readonly opened: boolean;
  /** Stays while the dialog fades out. */
  readonly proposal: Proposal | undefined;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** What a change does, before it is done; and why, for the log. */
export const ReviewDialog = ({ opened, proposal, ...rest }: ReviewDialogProps) => (
  <Modal opened={opened} onClose={rest.onClose} title={proposal?.title} size="lg">
    {proposal && <ReviewForm proposal={proposal} {...rest} />}
  </Modal>
);

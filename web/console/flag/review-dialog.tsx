import { Accordion, Code, List, Modal, Stack, Text } from '@mantine/core';
import type { FlagDefinition } from '../../../services/contracts/http/flags.ts';
import { ReasonForm } from '../frame/reason-form.tsx';
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
  const { mutate, isPending, error } = useSaveFlags(onSaved);
  const { flags, base } = proposal;
  return (
    <ReasonForm
      act="Save"
      reason={proposal.reason}
      instead={{ proposal: { kind: 'flags', document: flags }, base: base.digest }}
      onAct={(reason) => mutate({ flags, base, reason })}
      {...{ isPending, error, onClose }}
    >
      <Diff {...proposal} />
    </ReasonForm>
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

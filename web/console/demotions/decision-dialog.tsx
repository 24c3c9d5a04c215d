import { Checkbox, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import type { getDemotionGroup } from '../../../services/contracts/http/demotions.ts';
import { MAX_GROUP_ACCOUNTS } from '../../../services/contracts/http/demotions.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import { count, counted } from '../../look/format.ts';
import { ErrorState, LoadingState } from '../../look/states.tsx';
import type { ModerationAct } from '../accounts/moderation-act.ts';
import { ReasonForm } from '../frame/reason-form.tsx';
import type { DecisionRun } from './decision-run.ts';
import { decisionWords, groupTitle } from './group-words.ts';
import { useDemotionGroup } from './use-demotions.ts';

interface DecisionFormProps {
  readonly act: ModerationAct;
  readonly run: DecisionRun;
  readonly onClose: () => void;
}

const DecisionForm = ({
  group,
  act,
  run,
  onClose,
}: DecisionFormProps & { readonly group: ReplyOf<typeof getDemotionGroup> }) => {
  const [withOldest, setWithOldest] = useState(false);
  const oldest = group.members.filter(({ state }) => state === 'oldest').length;
  const accountIds = group.members
    .filter(({ state }) => state === 'waiting' || state === 'demoted' || (withOldest && state === 'oldest'))
    .map(({ accountId }) => accountId);
  const { button, consequence } = decisionWords(act, accountIds.length);
  return (
    <ReasonForm
      act={button}
      color={act.act === 'quarantine' ? 'tomato' : 'relish'}
      isPending={false}
      error={null}
      onAct={(reason) => {
        void run.start({ act, reason, accountIds });
        onClose();
      }}
      onClose={onClose}
    >
      <Text size="sm">{groupTitle(group)}</Text>
      <Text size="sm">
        {consequence} One act an account goes on the log, each with your reason. All of them can be undone at
        once.
      </Text>
      {oldest > 0 && (
        <Checkbox
          label={`Also the ${counted(oldest, 'oldest account', 'oldest accounts')}, which the filter leaves alone`}
          checked={withOldest}
          onChange={(event) => setWithOldest(event.currentTarget.checked)}
        />
      )}
      {group.accounts > group.members.length && (
        <Text size="sm">
          At most {count(MAX_GROUP_ACCOUNTS)} of the group’s {counted(group.accounts, 'account')} at once,
          those who wait first. What is left is listed again after it.
        </Text>
      )}
    </ReasonForm>
  );
};

const DecisionBody = ({ accountId, ...form }: DecisionFormProps & { readonly accountId: string }) => {
  const { data, error, refetch } = useDemotionGroup(accountId);
  // Whoever reads the dialog decides about the group that it shows, not about one that changes under the hand.
  const [first, setFirst] = useState(data);
  if (!first && data) setFirst(data);
  if (first) return <DecisionForm group={first} {...form} />;
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  return <LoadingState label="Looking at the group" />;
};

interface DecisionDialogProps extends DecisionFormProps {
  readonly accountId: string;
  readonly opened: boolean;
}

/** Asks for one reason for the whole group. */
export const DecisionDialog = ({ opened, ...form }: DecisionDialogProps) => (
  <Modal opened={opened} onClose={form.onClose} title={decisionWords(form.act, 0).title}>
    <DecisionBody {...form} />
  </Modal>
);

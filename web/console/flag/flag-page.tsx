import { Alert, Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useSession } from '../../look/session.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../look/states.tsx';
import { PageTitle } from '../frame/page-title.tsx';
import { FlagEditor } from './flag-editor.tsx';
import { FlagHistory } from './flag-history.tsx';
import { MODEL_FLAG } from './model-flag.ts';
import { ReviewDialog, type Proposal } from './review-dialog.tsx';
import { useEdit } from './use-edit.ts';
import { useFlags, type FlagState } from './use-flags.ts';

const ChangedMeanwhile = ({ onDrop }: { readonly onDrop: () => void }) => (
  <Alert color="mustard" title="Somebody changed the flag while you were editing">
    <Stack gap="sm" align="flex-start">
      <Text size="sm">Your edit began from an older version, so it can’t be saved.</Text>
      <Button size="xs" variant="default" onClick={onDrop}>
        Drop my edit and show the new version
      </Button>
    </Stack>
  </Alert>
);

const FlagBody = ({ state }: { readonly state: FlagState }) => {
  const { person } = useSession();
  const [proposal, setProposal] = useState<Proposal>();
  const [isReviewing, { open, close }] = useDisclosure(false);
  const edit = useEdit(state);
  const review = (next: Proposal) => {
    setProposal(next);
    open();
  };
  const canEdit = person?.role === 'admin';
  if (!edit) {
    return (
      <EmptyState order={2} title="The flag isn’t set">
        There is no flag {MODEL_FLAG}: everybody gets the default of the code.
      </EmptyState>
    );
  }
  return (
    <Stack gap="lg">
      {!canEdit && (
        <Alert color="gray" icon={<IconLock aria-hidden />}>
          You can look. Only an admin can change the flag.
        </Alert>
      )}
      {edit.isOutdated && <ChangedMeanwhile onDrop={edit.drop} />}
      <FlagEditor edit={edit} canEdit={canEdit} onReview={review} />
      <FlagHistory state={state} canEdit={canEdit} onReview={review} />
      <ReviewDialog
        opened={isReviewing}
        proposal={proposal}
        onClose={close}
        onSaved={() => {
          close();
          edit.drop();
        }}
      />
    </Stack>
  );
};

/** Which model answers whom: shares, pinned accounts, the kill switch, and who changed them why. */
export const FlagPage = () => {
  const { data, error, refetch } = useFlags();
  return (
    <>
      <PageTitle title="Model flag">Which model answers whom. A change acts within a second.</PageTitle>
      {error && <ErrorState error={error} onRetry={refetch} />}
      {!data && !error && <LoadingState label="Loading the flag" rows={3} rowHeight={160} />}
      {data && <FlagBody state={data} />}
    </>
  );
};

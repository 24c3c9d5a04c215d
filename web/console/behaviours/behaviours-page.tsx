import { Alert, Card, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { dayAndTime } from '../../look/format.ts';
import { useSession } from '../../look/session.tsx';
import { ErrorState, LoadingState } from '../../look/states.tsx';
import { PageTitle } from '../frame/page-title.tsx';
import { BehavioursEditor } from './behaviours-editor.tsx';
import { BehavioursHistory } from './behaviours-history.tsx';
import { SaveDialog, type Proposal } from './save-dialog.tsx';
import { Statements } from './statements.tsx';
import { useBehaviours, type BehavioursState } from './use-behaviours.ts';

const InForce = ({ state: { documents, lastRun } }: { readonly state: BehavioursState }) => (
  <Card padding="lg" component="section" aria-labelledby="in-force">
    <Title order={2} size="h4" id="in-force">
      In force
    </Title>
    <Text size="sm" c="dimmed" mb="md">
      {lastRun
        ? `Checked ${dayAndTime(lastRun.time)}, on what a sample of accounts is given.`
        : 'Not checked by the service that answers you; of several, one looks at a time.'}
    </Text>
    <Statements documents={documents} results={lastRun?.results ?? []} />
  </Card>
);

const BehavioursBody = ({ state }: { readonly state: BehavioursState }) => {
  const { person } = useSession();
  const canEdit = person?.role === 'admin';
  const [proposal, setProposal] = useState<Proposal>();
  /** Edits that were saved or dropped: the editor begins anew after each. */
  const [edits, setEdits] = useState(0);
  const [isReviewing, { open, close }] = useDisclosure(false);
  const review = (next: Proposal) => {
    setProposal(next);
    open();
  };
  return (
    <Stack gap="lg">
      {!canEdit && (
        <Alert color="gray" icon={<IconLock aria-hidden />}>
          You can look. Only an admin can change what must hold.
        </Alert>
      )}
      <InForce state={state} />
      <BehavioursEditor key={edits} state={state} canEdit={canEdit} onReview={review} />
      <BehavioursHistory state={state} canEdit={canEdit} onReview={review} />
      <SaveDialog
        opened={isReviewing}
        proposal={proposal}
        onClose={close}
        onSaved={() => {
          close();
          setEdits(edits + 1);
        }}
      />
    </Stack>
  );
};

/** What must always hold of the lists: how it stands, edited, put in force with a reason, and gone back to. */
export const BehavioursPage = () => {
  const { data, error, refetch } = useBehaviours();
  return (
    <>
      <PageTitle title="Statements">
        What must always hold of the lists: checked each minute, and before a model is promoted.
      </PageTitle>
      {error && <ErrorState error={error} onRetry={refetch} />}
      {!data && !error && <LoadingState label="Loading the statements" rows={3} rowHeight={120} />}
      {data && <BehavioursBody state={data} />}
    </>
  );
};

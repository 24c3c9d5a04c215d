import { Alert, Stack } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useSession } from '../../look/session.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../look/states.tsx';
import { PageTitle } from '../frame/page-title.tsx';
import { useAddress } from '../frame/use-address.ts';
import { EditorCard } from './editor-card.tsx';
import { PolicyCard } from './policy-card.tsx';
import { PolicyHistory } from './policy-history.tsx';
import { ProposalsCard } from './proposals-card.tsx';
import { useDraft } from './use-draft.ts';
import { usePolicies, useStartDryRun, type PolicyState } from './use-policies.ts';
import { proposalsIn } from './versions-of.ts';

type KnownPolicy = PolicyState['policies'][number];

interface BodyProps {
  readonly state: PolicyState;
  readonly active: KnownPolicy;
}

const PoliciesBody = ({ state, active }: BodyProps) => {
  const { person } = useSession();
  const canEdit = person?.role === 'admin';
  const { params, set } = useAddress();
  const edit = useDraft(active.policy);
  const start = useStartDryRun();
  const asked = params.get('policy') ?? '';
  const chosen = state.policies.find(({ digest }) => digest === asked);
  const show = (digest: string) => {
    set('policy', digest);
    window.scrollTo(0, 0);
  };
  return (
    <Stack gap="lg">
      {!canEdit && (
        <Alert color="gray" icon={<IconLock aria-hidden />}>
          You can look and try. Only an admin can propose and activate.
        </Alert>
      )}
      {asked && !chosen && (
        <Alert color="mustard" title="This policy is not known here">
          It may have been proposed elsewhere, or made room for newer proposals.
        </Alert>
      )}
      {chosen && (
        <PolicyCard
          key={chosen.digest}
          active={active}
          policy={chosen}
          canEdit={canEdit}
          onClose={() => set('policy', '')}
          onEdit={() => {
            edit.changeValue(chosen.policy);
            document.getElementById('editor')?.scrollIntoView();
          }}
        />
      )}
      <EditorCard
        edit={edit}
        canEdit={canEdit}
        onProposed={(digest) => {
          start.mutate(digest);
          show(digest);
        }}
      />
      <ProposalsCard active={active} proposals={proposalsIn(state.policies)} />
      <PolicyHistory state={state} canEdit={canEdit} />
    </Stack>
  );
};

/** The rules by which accounts, votes and lists are judged: proposed, tried, activated, and gone back to. */
export const PoliciesPage = () => {
  const { data, error, refetch } = usePolicies();
  const active = data?.policies.find((policy) => policy.active);
  return (
    <>
      <PageTitle title="Policies">
        What makes an account established, a vote count, a filter act. Tried on the whole log before it acts.
      </PageTitle>
      {error && <ErrorState error={error} onRetry={refetch} />}
      {!data && !error && <LoadingState label="Loading the policies" rows={3} rowHeight={160} />}
      {data && !active && (
        <EmptyState order={2} title="No policy is in force">
          The service knows none. Reload the page in a moment.
        </EmptyState>
      )}
      {data && active && <PoliciesBody state={data} active={active} />}
    </>
  );
};

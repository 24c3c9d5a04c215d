import { Button, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { listChanges } from '../../../services/contracts/http/changes.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import { Pager } from '../../look/pager.tsx';
import { useSession } from '../../look/session.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../look/states.tsx';
import { PageTitle } from '../frame/page-title.tsx';
import { ChangeCard } from './change-card.tsx';
import { approvalsText, ASK_FOR_TWO } from './change-words.ts';
import { PAGE_SIZE, useChanges } from './use-changes.ts';

const Nothing = ({ approvals }: Pick<ReplyOf<typeof listChanges>, 'approvals'>) => {
  const { person } = useSession();
  if (approvals)
    return (
      <EmptyState order={2} title="Nobody has asked for a change yet">
        Policies, flags and accounts say so where one person isn’t enough, and ask from there.
      </EmptyState>
    );
  return (
    <EmptyState
      order={2}
      title="This is a shop of one person"
      action={
        person?.role === 'admin' && (
          <Button component={Link} href={ASK_FOR_TWO}>
            Draft a policy that asks for two
          </Button>
        )
      }
    >
      With a policy that asks for two, large changes are asked for by one person and approved by another.
    </EmptyState>
  );
};

/** What two people change together: who asked, who approved, why, and what differed. */
export const ChangesPage = () => {
  const { data, error, isPending, refetch, pages } = useChanges();
  return (
    <>
      <PageTitle title="Changes">
        What one person asks for and another approves, and what became of it.
      </PageTitle>
      {isPending && <LoadingState label="Loading the changes" rows={3} rowHeight={120} />}
      {error && <ErrorState error={error} onRetry={refetch} />}
      {data && (
        <>
          <Text size="sm" c="dimmed" mb="md" style={{ overflowWrap: 'anywhere' }}>
            {approvalsText(data.approvals)}
          </Text>
          {data.total === 0 && <Nothing approvals={data.approvals} />}
          <Stack gap="md">
            {data.rows.map((change) => (
              <ChangeCard key={change.changeId} change={change} />
            ))}
          </Stack>
          <Pager of="changes" pages={pages} pageSize={PAGE_SIZE} total={data.total} next={data.next} />
        </>
      )}
    </>
  );
};

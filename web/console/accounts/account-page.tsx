import { Anchor, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { usePathname } from 'wouter/use-browser-location';
import { getAccount } from '../../../services/contracts/http/accounts.ts';
import { callRoute } from '../../look/api.ts';
import { ErrorState, LoadingState } from '../../look/states.tsx';
import { lastSegment } from '../frame/last-segment.ts';
import { LIVE_MS } from '../frame/use-status.ts';
import { PageTitle } from '../frame/page-title.tsx';
import type { AccountDetail } from './account-detail.ts';
import { AccountEvidence } from './account-evidence.tsx';
import { AccountLists } from './account-lists.tsx';
import { AccountStanding } from './account-standing.tsx';
import { AccountTimeline } from './account-timeline.tsx';
import { AccountVotes } from './account-votes.tsx';
import { ModerationButtons } from './moderation-buttons.tsx';
import { ModerationHistory } from './moderation-history.tsx';
import { StandingBadge } from './standing-badge.tsx';

const useAccount = (accountId: string) =>
  useQuery({
    queryKey: ['account', accountId],
    queryFn: ({ signal }) => callRoute(getAccount, { params: { accountId }, signal }),
    refetchInterval: LIVE_MS,
  });

const Detail = ({ account }: { readonly account: AccountDetail }) => (
  <Stack gap="lg">
    <AccountStanding account={account} />
    <AccountTimeline account={account} />
    <AccountEvidence evidence={account.evidence} />
    <AccountVotes account={account} />
    <AccountLists accountId={account.accountId} />
    <ModerationHistory moderation={account.moderation} />
  </Stack>
);

/** One account: how it stands and why, what it says, and what people did about it. */
export const AccountPage = () => {
  const accountId = lastSegment(usePathname());
  const { data, error, refetch } = useAccount(accountId);
  return (
    <>
      <Anchor component={Link} href="/accounts" size="sm">
        All accounts
      </Anchor>
      <PageTitle
        title={accountId}
        actions={
          data && (
            <Group gap="md">
              <StandingBadge standing={data.standing} size="lg" />
              <ModerationButtons accountId={accountId} standing={data.standing} />
            </Group>
          )
        }
      />
      {error && <ErrorState error={error} onRetry={refetch} />}
      {!data && !error && <LoadingState label="Loading the account" rows={3} rowHeight={140} />}
      {data && <Detail account={data} />}
    </>
  );
};

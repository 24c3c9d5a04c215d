import { Stack, Text } from '@mantine/core';
import type { listDemotionGroups } from '../../../services/contracts/http/demotions.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import { count, counted, days } from '../../look/format.ts';
import { Pager } from '../../look/pager.tsx';
import { useSession } from '../../look/session.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../look/states.tsx';
import { PageTitle } from '../frame/page-title.tsx';
import { DecisionCard } from './decision-card.tsx';
import { GroupCard } from './group-card.tsx';
import { useDecision } from './use-decision.ts';
import { PAGE_SIZE, useDemotionGroups } from './use-demotions.ts';

type Demotions = ReplyOf<typeof listDemotionGroups>;

const byItself = ({ probationDays, quota, demoted }: Demotions): string =>
  quota === 0
    ? 'There are so few established accounts that each of the others waits for a person.'
    : `In the first ${days(probationDays)} after their rise the others are demoted to the newcomer pool, at most ${count(quota)} of them (now ${count(demoted)}). The rest waits for a person.`;

/** What the filter looks for and what it may do by itself, in words. */
const rules = (data: Demotions): string =>
  data.isOn
    ? `Of ${counted(data.accounts, 'account')} or more that take the same things home in the same minutes, the ${count(data.accounts - 1)} oldest are left alone. ${byItself(data)}`
    : 'The active policy has the lockstep filter off: nobody is demoted.';

const Queue = ({ data }: { readonly data: Demotions }) => {
  const { person } = useSession();
  const { run, state } = useDecision();
  const mayAct = person?.role === 'admin';
  return (
    <>
      {mayAct && state && <DecisionCard run={run} state={state} />}
      {data.rows.length === 0 ? (
        <EmptyState order={2} title="Nobody moves together">
          No group of accounts takes the same things home in the same minutes.
        </EmptyState>
      ) : (
        <Stack gap="lg">
          {data.rows.map((group, index) => (
            <GroupCard
              key={group.oldest}
              group={group}
              isFirst={index === 0}
              run={mayAct ? run : undefined}
            />
          ))}
        </Stack>
      )}
    </>
  );
};

/** The demotion queue: which groups move together, who of them was demoted, who waits, and the way to say yes or no. */
export const DemotionsPage = () => {
  const { data, error, isPending, refetch, pages } = useDemotionGroups();
  return (
    <>
      <PageTitle title="Demotions">Accounts that move together with too many others.</PageTitle>
      {isPending && <LoadingState label="Looking for groups" rows={5} rowHeight={72} />}
      {error && <ErrorState error={error} onRetry={refetch} />}
      {data && (
        <>
          <Text size="sm" c="dimmed" mb="md">
            {rules(data)}
          </Text>
          <Queue data={data} />
          <Pager of="groups" pages={pages} pageSize={PAGE_SIZE} total={data.total} next={data.next} />
        </>
      )}
    </>
  );
};

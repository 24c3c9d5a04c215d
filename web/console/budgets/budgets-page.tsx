import { Alert, SimpleGrid, Text } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import type { getBudgets } from '../../../services/contracts/http/budgets.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import { EmptyState, ErrorState, LoadingState } from '../../look/states.tsx';
import { PageTitle } from '../frame/page-title.tsx';
import { BudgetCard } from './budget-card.tsx';
import { isEmpty } from './budget-words.ts';
import { useBudgets } from './use-budgets.ts';

const Budgets = ({ data: { rollouts, budgets } }: { readonly data: ReplyOf<typeof getBudgets> }) => (
  <>
    {rollouts.mayAdvance ? (
      <Text size="sm" mb="md">
        There is budget left: rollouts may advance.
      </Text>
    ) : (
      <Alert
        color="tomato"
        mb="md"
        icon={<IconHandStop aria-hidden />}
        title="Rollouts stay where they are"
        role="status"
      >
        {rollouts.because.join(' ')}
      </Alert>
    )}
    {isEmpty(budgets) ? (
      <EmptyState order={2} title="Nobody has asked for a list yet">
        Budgets are counted from the first list on, minute by minute.
      </EmptyState>
    ) : (
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        {budgets.map((budget) => (
          <BudgetCard key={budget.objective} budget={budget} />
        ))}
      </SimpleGrid>
    )}
  </>
);

/** How much may still go wrong, how fast that is used up, and whether anything may be changed meanwhile. */
export const BudgetsPage = () => {
  const { data, error, isPending, refetch } = useBudgets();
  return (
    <>
      <PageTitle title="Error budgets">
        What is promised of lists, how much may still fall short, and how fast that is used up.
      </PageTitle>
      {isPending && <LoadingState label="Loading the budgets" rows={4} rowHeight={200} />}
      {error && <ErrorState error={error} onRetry={refetch} />}
      {data && <Budgets data={data} />}
    </>
  );
};

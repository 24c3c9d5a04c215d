import { Alert, Button, Group, Popover, Stack, Text, Title } from '@mantine/core';
import { IconClock, IconInfoCircle, IconShieldCheck, IconShieldOff } from '@tabler/icons-react';
import type { Answer } from '../../../services/contracts/http/answers.ts';
import { dayAndTime } from '../../look/format.ts';
import { problemOf } from '../../look/problem-error.ts';
import { EmptyState, ErrorState, LoadingState } from '../../look/states.tsx';
import { useBasket } from '../basket/basket-context.tsx';
import { mostOf, quantityOf } from '../basket/basket.ts';
import type { Menu } from '../data/use-menu.ts';
import { listPromise, remainingWords } from './certificate-words.ts';
import { RecommendedCard } from './recommended-card.tsx';
import classes from './recommended.module.css';
import { useRecommendations } from './use-recommendations.ts';

const HowWeKnow = () => (
  <Popover width={320} position="bottom-end" withArrow shadow="md" trapFocus returnFocus>
    <Popover.Target>
      <Button variant="subtle" size="compact-sm" leftSection={<IconInfoCircle size={16} aria-hidden />}>
        How do you know?
      </Button>
    </Popover.Target>
    <Popover.Dropdown>
      <Text size="sm" tabIndex={0}>
        Only hot dogs that were picked up count. Each account has one bounded vote for each of them, and new
        accounts together can add only a little to what regulars say. So it can be reckoned how many accounts
        somebody would have to own to change your list, and what their lunches would cost.
      </Text>
    </Popover.Dropdown>
  </Popover>
);

const ListPromise = ({ answer }: { readonly answer: Answer }) => {
  const promise = listPromise(answer);
  const Shield = promise.tone === 'kept' ? IconShieldCheck : IconShieldOff;
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start" className={classes['promise']}>
      <Shield size={22} aria-hidden className={classes['shield']} data-tone={promise.tone} />
      <Text size="sm">
        {promise.words} {remainingWords(answer)}
      </Text>
    </Group>
  );
};

const StaleNote = ({ since }: { readonly since: string }) => (
  <Alert color="mustard" role="status" icon={<IconClock aria-hidden />}>
    This list may be out of date: what happened since {dayAndTime(since)} isn’t in it yet.
  </Alert>
);

interface NoListProps {
  readonly error: Error;
  readonly onRetry: () => unknown;
}

/** Without the recommender there is nothing wrong with lunch: orders go on. */
const NoList = ({ error, onRetry }: NoListProps) =>
  problemOf(error).code === 'recommender-away' ? (
    <EmptyState
      title="No recommendations right now"
      action={
        <Button size="xs" variant="default" onClick={() => onRetry()}>
          Try again
        </Button>
      }
    >
      Everything on the menu can be ordered as always.
    </EmptyState>
  ) : (
    <ErrorState title="No recommendations right now" error={error} onRetry={onRetry} />
  );

const Places = ({ answer, menu }: { readonly answer: Answer; readonly menu: Menu }) => {
  const { lines, setQuantity } = useBasket();
  const items = new Map(menu.items.map((item) => [item.itemId, item]));
  return (
    <ol className={classes['places']}>
      {answer.items.map((recommended, index) => {
        const item = items.get(recommended.itemId);
        return (
          <li key={recommended.itemId}>
            <RecommendedCard
              place={index + 1}
              recommended={recommended}
              basis={answer.basis}
              waived={answer.certificate.waived}
              item={item}
              quantity={quantityOf(lines, recommended.itemId)}
              most={item ? mostOf(item, menu.holdLimit) : 0}
              onQuantity={(quantity) => setQuantity(recommended.itemId, quantity)}
            />
          </li>
        );
      })}
    </ol>
  );
};

/** "Recommended for you": the list, why each item is on it, and what it would take to change it. */
export const Recommended = ({ menu }: { readonly menu: Menu }) => {
  const { data, error, isPending, isPlaceholderData, refetch } = useRecommendations();
  return (
    <section aria-labelledby="recommended-title" aria-busy={isPlaceholderData} className={classes['section']}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} id="recommended-title">
            Recommended for you
          </Title>
          <HowWeKnow />
        </Group>
        {isPending && <LoadingState label="Loading your recommendations" rows={1} rowHeight={220} />}
        {error && <NoList error={error} onRetry={refetch} />}
        {data?.items.length === 0 && (
          <EmptyState title="Nothing to recommend yet">
            Nobody has picked up a lunch so far. Order one from the menu below.
          </EmptyState>
        )}
        {data && data.items.length > 0 && (
          <>
            {data.staleSince && <StaleNote since={data.staleSince} />}
            <ListPromise answer={data} />
            <Places answer={data} menu={menu} />
          </>
        )}
      </Stack>
    </section>
  );
};

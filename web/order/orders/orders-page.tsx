import { Button, Stack, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { Link } from 'wouter';
import { EmptyState, ErrorState, LoadingState } from '../../look/states.tsx';
import { useOrderWatch } from '../data/order-watch.tsx';
import { OpenOrder } from './open-order.tsx';
import { OrderHistory } from './order-history.tsx';

const OpenOrders = () => {
  const { known, error, retry, open } = useOrderWatch();
  if (!known) return <LoadingState label="Loading your open orders" rows={1} rowHeight={120} />;
  if (error && open.length === 0) {
    return <ErrorState title="Your open orders didn’t come" error={error} onRetry={retry} />;
  }
  if (open.length === 0) {
    return (
      <EmptyState
        title="Nothing is waiting for you"
        order={2}
        action={
          <Button component={Link} href="/">
            Go to the menu
          </Button>
        }
      />
    );
  }
  return (
    <Stack>
      {open.map((order) => (
        <OpenOrder key={order.orderId} order={order} />
      ))}
    </Stack>
  );
};

/** What this person has ordered: live while something is open, and all of it since. */
export const OrdersPage = () => {
  useDocumentTitle('My orders · Relish');
  return (
    <Stack gap="lg" maw={760} mx="auto">
      <Title order={1}>My orders</Title>
      <section aria-label="Open orders">
        <OpenOrders />
      </section>
      <OrderHistory />
    </Stack>
  );
};

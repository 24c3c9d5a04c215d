import { Card, SimpleGrid, Text, Title } from '@mantine/core';
import { count, votes } from '../../look/format.ts';
import type { AccountDetail } from './account-detail.ts';
import { explainStanding } from './explain-standing.ts';

const Fact = ({ label, value }: { readonly label: string; readonly value: string }) => (
  <div>
    <Text size="xs" c="dimmed">
      {label}
    </Text>
    <Text fw={700} size="lg" style={{ fontVariantNumeric: 'tabular-nums' }}>
      {value}
    </Text>
  </div>
);

/** How the account stands, why, and what its orders came to. */
export const AccountStanding = ({ account }: { readonly account: AccountDetail }) => (
  <Card padding="lg" component="section" aria-labelledby="standing">
    <Title order={2} size="h4" id="standing">
      Standing
    </Title>
    <Text mt={4} mb="md" maw={720}>
      {explainStanding(account)}
    </Text>
    <SimpleGrid cols={{ base: 2, xs: 3, md: 7 }} spacing="sm">
      <Fact label="Placed" value={count(account.orders.placed)} />
      <Fact label="Taken home" value={count(account.orders.fulfilled)} />
      <Fact label="Cancelled" value={count(account.orders.cancelled)} />
      <Fact label="Expired" value={count(account.orders.expired)} />
      <Fact label="Refunded" value={count(account.orders.refunded)} />
      <Fact label="Days taken home" value={count(account.settledDays)} />
      <Fact label="Votes in all" value={votes(account.votes)} />
    </SimpleGrid>
  </Card>
);

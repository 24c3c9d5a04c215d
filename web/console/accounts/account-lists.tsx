import { Card, Text, Title } from '@mantine/core';
import { RecentLists } from '../blame/recent-lists.tsx';

/** What it was recommended lately, each with the way to why. */
export const AccountLists = ({ accountId }: { readonly accountId: string }) => (
  <Card padding="lg" component="section" aria-labelledby="lists">
    <Title order={2} size="h4" id="lists">
      Last lists
    </Title>
    <Text size="sm" c="dimmed" mb="sm">
      What it was recommended; each item leads to why it was there.
    </Text>
    <RecentLists accountId={accountId} />
  </Card>
);

import { Anchor, Group, Paper, Text } from '@mantine/core';
import { IconToolsKitchen2 } from '@tabler/icons-react';
import { Link } from 'wouter';
import { counted, timeOfDay } from '../../look/format.ts';
import { linesInWords } from '../data/order-words.ts';
import { useOrderWatch } from '../data/order-watch.tsx';

/** A reminder of what waits for pick-up. */
export const OpenOrdersStrip = () => {
  const { open } = useOrderWatch();
  const [first] = open;
  if (!first) return null;
  const more = open.length - 1;
  return (
    <Paper withBorder p="sm" role="status" aria-label="Waiting for pick-up">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <IconToolsKitchen2 size={22} aria-hidden style={{ flex: 'none' }} />
        <Text size="sm" flex={1}>
          <Text span fw={700} inherit>
            Waiting for you:
          </Text>{' '}
          {linesInWords(first.lines)}
          {first.expiresAt && `, until ${timeOfDay(first.expiresAt)}`}
          {more > 0 && `, and ${counted(more, 'more order')}`}
        </Text>
        <Anchor component={Link} href="/orders" size="sm" fw={600} style={{ flex: 'none' }}>
          See orders
        </Anchor>
      </Group>
    </Paper>
  );
};

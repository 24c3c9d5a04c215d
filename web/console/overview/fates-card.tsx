import { Box, Card, ColorSwatch, Group, Progress, SimpleGrid, Text, Title } from '@mantine/core';
import { count, percent } from '../../look/format.ts';
import type { Fate, LineFate } from './line-fates.ts';

const colours: Readonly<Record<Fate, string>> = {
  counted: 'var(--mantine-color-relish-6)',
  repeated: 'var(--mantine-color-relish-3)',
  open: 'var(--mantine-color-gray-5)',
  cancelled: 'var(--mantine-color-tomato-6)',
  expired: 'var(--mantine-color-mustard-5)',
  refunded: '#8c5a9e',
  quarantined: 'var(--mantine-color-dark-4)',
};

const FateItem = ({ fate, label, why, lines, share }: LineFate) => (
  <Group component="li" gap="xs" wrap="nowrap" align="flex-start">
    <ColorSwatch color={colours[fate]} size={14} mt={4} withShadow={false} aria-hidden />
    <Box>
      <Text size="sm">
        <b>{label}</b> {count(lines)} <Text span c="dimmed">{`(${percent(share)})`}</Text>
      </Text>
      <Text size="xs" c="dimmed">
        {why}
      </Text>
    </Box>
  </Group>
);

/** Where every order line of the window went: one bar, and what each part means. */
export const FatesCard = ({ fates }: { readonly fates: readonly LineFate[] }) => (
  <Card padding="lg" component="section" aria-labelledby="fates">
    <Title order={2} size="h4" id="fates">
      Where the order lines went
    </Title>
    <Text size="sm" c="dimmed" mb="md">
      Only what is taken home says what people like.
    </Text>
    <Progress.Root size={28} radius="md" aria-hidden>
      {fates.map(({ fate, share }) => (
        <Progress.Section key={fate} value={share * 100} color={colours[fate]} />
      ))}
    </Progress.Root>
    <SimpleGrid
      component="ul"
      cols={{ base: 1, xs: 2, lg: 4 }}
      mt="md"
      p={0}
      m={0}
      style={{ listStyle: 'none' }}
    >
      {fates.map((fate) => (
        <FateItem key={fate.fate} {...fate} />
      ))}
    </SimpleGrid>
  </Card>
);

import { Card, SimpleGrid, Text, Title } from '@mantine/core';
import { count } from '../../look/format.ts';
import { bits, effective, shareWords } from './fingerprint-words.ts';
import type { FingerprintPage } from './use-fingerprints.ts';

interface FactProps {
  readonly label: string;
  readonly value: string;
  readonly hint: string;
}

const Fact = ({ label, value, hint }: FactProps) => (
  <div role="group" aria-label={label}>
    <Text size="sm" c="dimmed">
      {label}
    </Text>
    <Text fz={24} fw={750} lh={1.2} style={{ fontVariantNumeric: 'tabular-nums' }}>
      {value}
    </Text>
    <Text size="xs" c="dimmed">
      {hint}
    </Text>
  </div>
);

/** The present version: what the lists rest on now. */
export const PresentCard = ({ present }: { readonly present: FingerprintPage['present'] }) => {
  const { counts, items, effectiveAccounts, newcomers, digest } = present;
  return (
    <Card padding="lg" component="section" aria-labelledby="present">
      <Title order={2} size="h4" id="present">
        The present version
      </Title>
      <Text size="sm" c="dimmed" mb="md" style={{ overflowWrap: 'anywhere' }}>
        {count(counts.orders)} orders of {count(counts.accounts)} accounts. Digest{' '}
        <Text span ff="monospace" size="xs" title={digest}>
          {digest.slice(0, 19)}…
        </Text>
      </Text>
      <SimpleGrid cols={{ base: 2, md: 4 }}>
        <Fact
          label="Behind the top ten"
          value={`${effective(effectiveAccounts)} accounts`}
          hint="effective number, by their votes"
        />
        <Fact
          label="Entropy of the votes"
          value={bits(items.entropy)}
          hint={`over ${count(items.distinct)} items`}
        />
        <Fact
          label="Newcomers’ part"
          value={shareWords(newcomers.share)}
          hint={newcomers.waived ? 'the cap is waived: the shop is new' : 'of all votes that count'}
        />
        <Fact
          label="Newcomer pool full"
          value={`${count(newcomers.cappedItems)} of ${count(newcomers.items)}`}
          hint={`items at the cap; it cuts off ${shareWords(newcomers.cut)} of what newcomers say`}
        />
      </SimpleGrid>
    </Card>
  );
};

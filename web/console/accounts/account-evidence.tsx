import { Card, Group, Progress, Stack, Text, Title } from '@mantine/core';
import type { Evidence } from '../../../services/contracts/http/accounts.ts';
import { explainEvidence } from './explain-evidence.ts';

const Found = ({ found }: { readonly found: Evidence }) => {
  const { title, text, strength, colour } = explainEvidence(found);
  return (
    <li>
      <Group justify="space-between" gap="xs">
        <Text fw={600}>
          {title}{' '}
          <Text span size="xs" c="dimmed" ff="monospace">
            {found.code}
          </Text>
        </Text>
        <Text size="sm" style={{ fontVariantNumeric: 'tabular-nums' }}>
          strength {strength}
        </Text>
      </Group>
      <Progress value={found.strength / 10_000} color={colour} size="sm" my={6} aria-hidden />
      <Text size="sm">{text}</Text>
    </li>
  );
};

/** What the filters noticed, strongest first. */
export const AccountEvidence = ({ evidence }: { readonly evidence: readonly Evidence[] }) => (
  <Card padding="lg" component="section" aria-labelledby="evidence">
    <Title order={2} size="h4" id="evidence">
      Evidence
    </Title>
    <Text size="sm" c="dimmed" mb="md">
      What the filters noticed, and why the account may count for less.
    </Text>
    {evidence.length === 0 ? (
      <Text>Nothing. This account orders like everybody else.</Text>
    ) : (
      <Stack component="ul" gap="md" p={0} m={0} style={{ listStyle: 'none' }}>
        {evidence.map((found) => (
          <Found key={found.code} found={found} />
        ))}
      </Stack>
    )}
  </Card>
);

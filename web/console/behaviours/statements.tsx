import { Badge, Group, List, Stack, Text } from '@mantine/core';
import type { BehaviourDocument, BehaviourResult } from '../../../services/contracts/http/behaviours.ts';
import { toleranceText, verdictOf } from './behaviour-words.ts';

const Failures = ({ failures }: Pick<BehaviourResult, 'failures'>) => (
  <List size="xs" c="dimmed" aria-label="Where it is otherwise">
    {failures.map(({ accountId = 'everybody', detail }) => (
      <List.Item key={`${accountId} ${detail}`} style={{ overflowWrap: 'anywhere' }}>
        {accountId}: {detail}
      </List.Item>
    ))}
  </List>
);

interface StatementProps {
  readonly document: BehaviourDocument;
  readonly result: BehaviourResult | undefined;
}

const Statement = ({ document, result }: StatementProps) => {
  const { text, colour } = verdictOf(result);
  return (
    <div>
      <Group gap="xs" justify="space-between">
        <Text style={{ overflowWrap: 'anywhere' }}>{document.statement}</Text>
        <Badge color={colour} variant={colour === 'tomato' ? 'filled' : 'light'}>
          {text}
        </Badge>
      </Group>
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {document.id}, {document.kind}, {toleranceText(document)}
      </Text>
      {result && result.failures.length > 0 && <Failures failures={result.failures} />}
    </div>
  );
};

interface StatementsProps {
  readonly documents: readonly BehaviourDocument[];
  readonly results: readonly BehaviourResult[];
}

/** What must hold, each with how it stands and of whom it doesn't hold. */
export const Statements = ({ documents, results }: StatementsProps) => (
  <Stack gap="md">
    {documents.length === 0 && <Text>Nothing has to hold.</Text>}
    {documents.map((document) => (
      <Statement
        key={document.id}
        document={document}
        result={results.find(({ id }) => id === document.id)}
      />
    ))}
  </Stack>
);

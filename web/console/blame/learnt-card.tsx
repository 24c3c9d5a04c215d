import { Card, Code, Table, Text, Title } from '@mantine/core';
import type { Learnt } from '../../../services/contracts/http/blame.ts';
import { count, counted, dayAndTime, votes } from '../../look/format.ts';
import { positionText, shortDigest } from '../frame/status-words.ts';
import { itemLabel } from '../items/item-label.ts';

const placeWords = ({ rank }: Learnt['unasked']): string => (rank === undefined ? 'none' : String(rank));

const Reasons = ({ learnt: { because, unasked } }: { readonly learnt: Learnt }) => (
  <Table aria-label="Had it not had" tabularNums horizontalSpacing={6} mt="sm">
    <Table.Thead>
      <Table.Tr>
        <Table.Th>Had it not had</Table.Th>
        <Table.Th ta="right">Days</Table.Th>
        <Table.Th ta="right">Place then</Table.Th>
        <Table.Th ta="right">Score then</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {because.map(({ days, without, ...item }) => (
        <Table.Tr key={item.itemId}>
          <Table.Td>{itemLabel(item)}</Table.Td>
          <Table.Td ta="right">{count(days)}</Table.Td>
          <Table.Td ta="right">{placeWords(without)}</Table.Td>
          <Table.Td ta="right">{votes(without.score)}</Table.Td>
        </Table.Tr>
      ))}
      <Table.Tr>
        <Table.Td>Anything at all</Table.Td>
        <Table.Td />
        <Table.Td ta="right">{placeWords(unasked)}</Table.Td>
        <Table.Td ta="right">{votes(unasked.score)}</Table.Td>
      </Table.Tr>
    </Table.Tbody>
  </Table>
);

const leftOutWords = ({ leftOut, taken }: Learnt): string => {
  if (taken === 0) return 'The account has had nothing yet: it sees what anybody would see.';
  const all =
    leftOut < taken
      ? `${count(leftOut)} of ${count(taken)} items that it has had`
      : counted(taken, 'item that it has had', 'items that it has had');
  return `The model was asked again without each of ${all}: those that the item would have less without.`;
};

/** Of a list that a trained model made: what of the account's history speaks for the item, and what the model is made from. */
export const LearntCard = ({ learnt }: { readonly learnt: Learnt }) => {
  const { training, groups } = learnt;
  return (
    <Card padding="lg" component="section" aria-labelledby="learnt">
      <Title order={2} size="h4" id="learnt">
        What speaks for it
      </Title>
      <Text size="sm" c="dimmed">
        {leftOutWords(learnt)}
      </Text>
      {learnt.taken > 0 && <Reasons learnt={learnt} />}
      <Title order={3} size="h5" mt="lg" mb={4}>
        What the model learnt from
      </Title>
      <Text size="sm">
        {counted(training.accounts, 'established account')}
        {groups !== undefined && ` in ${count(groups)} groups, each with a vote for every place`},{' '}
        {counted(training.items, 'item')}, as of {training.day}, position {positionText(training.asOf)}.
      </Text>
      <Text size="sm" mt="xs" style={{ overflowWrap: 'anywhere' }}>
        Trained {dayAndTime(training.time)} by {training.author.id}: {training.reason}
      </Text>
      <Text size="sm" mt="xs">
        Artifact <Code>{shortDigest(training.artifact)}</Code>, training set{' '}
        <Code>{shortDigest(training.trainingSet)}</Code>, policy <Code>{shortDigest(training.policy)}</Code>
      </Text>
    </Card>
  );
};

import { Badge, Card, Group, List, Text, ThemeIcon, Title } from '@mantine/core';
import { IconHelpHexagon } from '@tabler/icons-react';
import type { Blame } from '../../../services/contracts/http/blame.ts';
import { counted, dayAndTime, votes } from '../../look/format.ts';
import { positionText, shortDigest } from '../frame/status-words.ts';
import { questionWords } from './blame-words.ts';
import { ReproduceButton } from './reproduce-button.tsx';

const Facts = ({ found }: { readonly found: Blame }) => (
  <Group gap="xs" mt="md">
    <Badge color="gray">position {positionText(found.position)}</Badge>
    <Badge color="gray">
      model {found.model.name} {found.model.version}
    </Badge>
    <Badge color="gray">policy {shortDigest(found.policy.digest)}</Badge>
    <Badge color="gray">flags {shortDigest(found.flags.digest)}</Badge>
    {found.waived && <Badge color="mustard">new shop: newcomers count in full</Badge>}
    {!found.identical && <Badge color="tomato">not as it went out</Badge>}
  </Group>
);

/** The blame in words, what it rests on, and the way to have it computed again. */
export const AnswerCard = ({ found }: { readonly found: Blame }) => {
  const [first, ...others] = found.sentences;
  return (
    <Card padding="lg" mb="lg" component="section" aria-labelledby="blame">
      <Group wrap="nowrap" align="flex-start">
        <ThemeIcon
          size={48}
          radius="xl"
          variant="light"
          color={found.inList ? 'relish' : 'mustard'}
          visibleFrom="xs"
          aria-hidden
        >
          <IconHelpHexagon size={28} />
        </ThemeIcon>
        <div style={{ minWidth: 0 }}>
          <Text size="sm" c="dimmed">
            {counted(found.question.limit, 'place')}, {dayAndTime(found.time)}, {votes(found.stand.score)}
          </Text>
          <Title order={2} size="h3" id="blame">
            {questionWords(found)}
          </Title>
        </div>
      </Group>
      <Text mt="md" fw={600} style={{ overflowWrap: 'anywhere' }}>
        {first}
      </Text>
      <List mt="sm" spacing={4} style={{ overflowWrap: 'anywhere' }}>
        {others.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
      <Facts found={found} />
      <ReproduceButton requestId={found.requestId} />
    </Card>
  );
};

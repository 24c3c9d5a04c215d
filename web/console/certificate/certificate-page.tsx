import { Button, Card, Group, NumberInput, SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listItems } from '../../../services/contracts/http/overview.ts';
import { callRoute } from '../../look/api.ts';
import { EmptyState, ErrorState, LoadingState } from '../../look/states.tsx';
import { AccountPicker } from '../accounts/account-picker.tsx';
import { PageTitle } from '../frame/page-title.tsx';
import { itemLabel } from '../items/item-label.ts';
import { ItemPicker } from '../items/item-picker.tsx';
import { AnswerCard } from './answer-card.tsx';
import type { Certificate } from './explain-certificate.ts';
import { RankingCard } from './ranking-card.tsx';
import { LIMIT_MAX, useCertificate, useQuestion, type Question } from './use-certificate.ts';

interface QuestionBarProps {
  readonly question: Question;
  readonly certificate: Certificate | undefined;
}

const QuestionBar = ({ question, certificate }: QuestionBarProps) => (
  <Card padding="md" mb="lg">
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      <ItemPicker
        item={question.itemId ? { itemId: question.itemId, name: certificate?.name } : undefined}
        onChange={(itemId) => question.set('item', itemId)}
      />
      <NumberInput
        label="Out of the top"
        min={1}
        max={LIMIT_MAX}
        allowDecimal={false}
        clampBehavior="strict"
        value={question.limit}
        onChange={(value) => question.set('limit', String(value))}
      />
      <AccountPicker
        label="In whose list"
        placeholder="Everybody’s"
        accountId={question.accountId}
        onChange={(accountId) => question.set('account', accountId)}
      />
    </SimpleGrid>
  </Card>
);

const SUGGESTIONS = 4;

const ChooseItem = ({ question }: { readonly question: Question }) => {
  const { data } = useQuery({
    queryKey: ['items', 'suggested'],
    queryFn: ({ signal }) => callRoute(listItems, { query: { limit: SUGGESTIONS }, signal }),
  });
  return (
    <EmptyState
      order={2}
      title="Choose an item"
      action={
        <Group justify="center" gap="xs">
          {data?.rows.map((item) => (
            <Button
              key={item.itemId}
              size="xs"
              variant="default"
              onClick={() => question.set('item', item.itemId)}
            >
              {itemLabel(item)}
            </Button>
          ))}
        </Group>
      }
    >
      You see how many accounts it takes to push it out of a list, what they cost, and which rival is nearest.
    </EmptyState>
  );
};

const Answer = ({ certificate, limit }: { readonly certificate: Certificate; readonly limit: number }) =>
  certificate.rank === undefined ? (
    <EmptyState order={2} title={`${itemLabel(certificate)} isn’t in this ranking`}>
      Nobody’s vote counts for it here: it has not been taken home, or it is sold out.
    </EmptyState>
  ) : (
    <>
      <AnswerCard certificate={certificate} limit={limit} />
      <RankingCard certificate={certificate} limit={limit} />
    </>
  );

/** "What would it take to push #8 out of the top 3?" */
export const CertificatePage = () => {
  const question = useQuestion();
  const { data, error, refetch } = useCertificate(question);
  const isAsked = question.itemId !== '';
  return (
    <>
      <PageTitle title="Certificate">What would it take to push an item out of a list?</PageTitle>
      <QuestionBar question={question} certificate={data} />
      {!isAsked && <ChooseItem question={question} />}
      {error && <ErrorState error={error} onRetry={refetch} />}
      {isAsked && !data && !error && (
        <LoadingState label="Working out the certificate" rows={2} rowHeight={180} />
      )}
      {data && <Answer certificate={data} limit={question.limit} />}
    </>
  );
};

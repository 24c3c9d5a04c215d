import { Anchor, Table, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { RecentAnswers } from '../../../services/contracts/http/blame.ts';
import { dayAndTime } from '../../look/format.ts';
import { ErrorState, LoadingState } from '../../look/states.tsx';
import { positionText } from '../frame/status-words.ts';
import { itemLabel, shortItemLabel } from '../items/item-label.ts';
import { blameHref, useRecentLists } from './use-blame.ts';

type List = RecentAnswers['answers'][number];

const ListRow = ({ list: { requestId, time, model, items } }: { readonly list: List }) => (
  <Table.Tr>
    <Table.Td style={{ whiteSpace: 'nowrap' }}>{dayAndTime(time)}</Table.Td>
    <Table.Td>{model}</Table.Td>
    <Table.Td>
      {items.length === 0 && 'an empty list'}
      {items.map((item, index) => (
        <span key={item.itemId}>
          {index > 0 && ', '}
          <Anchor
            component={Link}
            href={blameHref(requestId, item.itemId)}
            size="sm"
            aria-label={`Why ${itemLabel(item)}?`}
          >
            {shortItemLabel(item)}
          </Anchor>
        </span>
      ))}
    </Table.Td>
  </Table.Tr>
);

/** The last lists of an account; each item of them leads to why it is there. */
export const RecentLists = ({ accountId }: { readonly accountId: string }) => {
  const { data, error, refetch } = useRecentLists(accountId);
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  if (!data) return <LoadingState label="Looking for lists" rows={1} rowHeight={64} />;
  if (data.answers.length === 0) {
    return (
      <Text size="sm">
        No list went out to {accountId} since position {positionText(data.from)}: they begin where somebody
        opens the ordering app.
      </Text>
    );
  }
  return (
    <Table.ScrollContainer minWidth={320} type="native" tabIndex={0} aria-label="Lists that went out">
      <Table aria-label="Lists that went out" horizontalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>When</Table.Th>
            <Table.Th>Model</Table.Th>
            <Table.Th>Why is … there?</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.answers.map((list) => (
            <ListRow key={list.requestId} list={list} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
};

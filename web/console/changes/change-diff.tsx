import { Table, Text, VisuallyHidden } from '@mantine/core';
import type { DiffRow } from '../../../services/contracts/http/changes.ts';
import { count } from '../../look/format.ts';
import { ErrorState, LoadingState } from '../../look/states.tsx';
import { useChange } from './use-changes.ts';

interface LineProps {
  readonly is: 'removed' | 'added';
  readonly children: string;
}

/** A line of a difference: told by its sign and in words, not by its colour alone. */
const Line = ({ is, children }: LineProps) => (
  <Text
    component={is === 'removed' ? 'del' : 'ins'}
    display="block"
    size="sm"
    ff="monospace"
    px={6}
    td="none"
    bg={is === 'removed' ? 'var(--mantine-color-tomato-light)' : 'var(--mantine-color-relish-light)'}
    style={{ overflowWrap: 'anywhere' }}
  >
    <span aria-hidden>{is === 'removed' ? '− ' : '+ '}</span>
    <VisuallyHidden>{is}: </VisuallyHidden>
    {children}
  </Text>
);

const Row = ({ row: { path, before, after } }: { readonly row: DiffRow }) => (
  <Table.Tr>
    <Table.Td w="40%" style={{ overflowWrap: 'anywhere', verticalAlign: 'top' }}>
      {path || 'the whole'}
    </Table.Td>
    <Table.Td>
      {before !== undefined && <Line is="removed">{before}</Line>}
      {after !== undefined && <Line is="added">{after}</Line>}
    </Table.Td>
  </Table.Tr>
);

/** What a version of a change would make different, place by place. */
export const ChangeDiff = ({ changeId, digest }: { readonly changeId: string; readonly digest: string }) => {
  const { data, error, refetch } = useChange(changeId, digest);
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  if (!data) return <LoadingState label="Loading the difference" rows={2} rowHeight={28} />;
  return (
    <>
      <Table aria-label="Difference" horizontalSpacing={6} verticalSpacing={4} layout="fixed">
        <Table.Tbody>
          {data.diff.map((row, index) => (
            <Row key={`${index} ${row.path}`} row={row} />
          ))}
        </Table.Tbody>
      </Table>
      {data.differences > data.diff.length && (
        <Text size="sm" c="dimmed">
          And {count(data.differences - data.diff.length)} more.
        </Text>
      )}
    </>
  );
};

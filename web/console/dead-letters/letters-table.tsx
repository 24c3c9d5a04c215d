import { Button, Code, Group, Table, Text } from '@mantine/core';
import type { DeadLetter } from '../../../services/contracts/http/dead-letters.ts';
import { count, dayAndTime } from '../../look/format.ts';
import type { AskedAct } from './act-dialog.tsx';

interface LettersProps {
  readonly letters: readonly DeadLetter[];
  /** Undefined for those who may only look. */
  readonly onAct: ((asked: AskedAct) => void) | undefined;
}

const Content = ({ letter: { event, size } }: { readonly letter: DeadLetter }) =>
  event === undefined ? (
    <Text size="xs" c="dimmed">
      nothing of it is kept{size > 0 && ` (${count(size)} characters)`}
    </Text>
  ) : (
    <details>
      <summary>{count(size)} characters</summary>
      <Code block>{JSON.stringify(event, null, 2)}</Code>
    </details>
  );

const Letter = ({ letter, onAct }: Pick<LettersProps, 'onAct'> & { readonly letter: DeadLetter }) => {
  const { id, reason, detail, received, sender } = letter;
  return (
    <Table.Tr>
      <Table.Td>
        {dayAndTime(received)}
        <Text size="xs" c="dimmed">
          {sender.id} ({sender.role})
        </Text>
      </Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        <Code>{reason}</Code>
        <Text size="xs">{detail}</Text>
        <Content letter={letter} />
      </Table.Td>
      {onAct && (
        <Table.Td>
          <Group gap="xs" justify="flex-end">
            {letter.event !== undefined && (
              <Button size="xs" variant="default" onClick={() => onAct({ act: 'replay', which: { id } })}>
                Send again…
              </Button>
            )}
            <Button
              size="xs"
              variant="subtle"
              color="tomato"
              onClick={() => onAct({ act: 'drop', which: { id } })}
            >
              Drop…
            </Button>
          </Group>
        </Table.Td>
      )}
    </Table.Tr>
  );
};

/** The newest letters, one a row. */
export const LettersTable = ({ letters, onAct }: LettersProps) => (
  <Table.ScrollContainer minWidth={560}>
    <Table aria-label="Dead letters" verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Received</Table.Th>
          <Table.Th>Refused because</Table.Th>
          {onAct && <Table.Th ta="right">What to do</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {letters.map((letter) => (
          <Letter key={letter.id} {...{ letter, onAct }} />
        ))}
      </Table.Tbody>
    </Table>
  </Table.ScrollContainer>
);

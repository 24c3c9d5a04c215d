import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { WhichLetters } from '../../../services/contracts/http/dead-letters.ts';
import { ErrorState } from '../../look/states.tsx';
import { useLetterAct, type LetterAct } from './use-dead-letters.ts';

export interface AskedAct {
  readonly act: LetterAct;
  readonly which: WhichLetters;
}

const WORDS = {
  replay: {
    title: 'Send again?',
    text: 'They are judged anew: what is taken now goes on the log and counts, the rest stays here.',
    button: 'Send again',
    color: 'relish',
  },
  drop: {
    title: 'Drop for good?',
    text: 'They are kept no more, and nobody can get them back.',
    button: 'Drop',
    color: 'tomato',
  },
} as const;

const Act = ({ act, which, onClose }: AskedAct & { readonly onClose: () => void }) => {
  const { mutate, isPending, error } = useLetterAct(act, which, onClose);
  const { text, button, color } = WORDS[act];
  return (
    <Stack>
      <Text size="sm">{text}</Text>
      {error && <ErrorState title="That didn’t work" error={error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button color={color} loading={isPending} onClick={() => mutate()}>
          {button}
        </Button>
      </Group>
    </Stack>
  );
};

interface ActDialogProps {
  readonly asked: AskedAct | undefined;
  readonly onClose: () => void;
}

/** Asks before letters are sent again or dropped. */
export const ActDialog = ({ asked, onClose }: ActDialogProps) => (
  <Modal opened={asked !== undefined} onClose={onClose} title={asked && WORDS[asked.act].title}>
    {asked && <Act {...asked} onClose={onClose} />}
  </Modal>
);

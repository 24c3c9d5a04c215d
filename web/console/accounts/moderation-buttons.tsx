import { Button, Group, Menu, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconLock, IconLockOpen, IconTag } from '@tabler/icons-react';
import { useState } from 'react';
import type { Standing } from '../../../services/contracts/http/accounts.ts';
import { useSession } from '../../look/session.tsx';
import { actFor, actWords, type Label, type ModerationAct } from './moderation-act.ts';
import { ModerationDialog } from './moderation-dialog.tsx';

const LABELS: readonly Label[] = ['honest', 'hostile', 'unclear'];

interface ModerationButtonsProps {
  readonly accountId: string;
  readonly standing: Standing;
}

/** What an admin can do about an account; an analyst reads that it takes one. */
export const ModerationButtons = ({ accountId, standing }: ModerationButtonsProps) => {
  const { person } = useSession();
  const main = actFor(standing);
  const [act, setAct] = useState(main);
  const [isAsking, { open, close }] = useDisclosure(false);
  const ask = (next: ModerationAct) => {
    setAct(next);
    open();
  };
  if (person?.role !== 'admin') {
    return (
      <Text size="sm" c="dimmed">
        Only an admin can quarantine, reinstate or label.
      </Text>
    );
  }
  const isQuarantine = main.act === 'quarantine';
  return (
    <Group gap="xs">
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            Label
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {LABELS.map((label) => (
            <Menu.Item
              key={label}
              leftSection={<IconTag size={16} aria-hidden />}
              onClick={() => ask({ act: 'label', label })}
            >
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button
        color={isQuarantine ? 'tomato' : 'relish'}
        leftSection={
          isQuarantine ? <IconLock size={16} aria-hidden /> : <IconLockOpen size={16} aria-hidden />
        }
        onClick={() => ask(main)}
      >
        {actWords(main, accountId).button}
      </Button>
      <ModerationDialog opened={isAsking} accountId={accountId} act={act} onClose={close} />
    </Group>
  );
};

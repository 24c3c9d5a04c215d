import { Avatar, Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useSession } from './session.tsx';

/** Who is signed in, the way out, and whatever links the app adds (as Menu.Item). */
export const PersonMenu = ({ children }: { readonly children?: ReactNode }) => {
  const { person, signOut } = useSession();
  if (!person) return null;
  return (
    <Menu position="bottom-end" width={240} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton style={{ borderRadius: '50%' }}>
          <Avatar name={person.name} color="mustard" radius="xl" alt="" aria-hidden />
          <VisuallyHidden>Account of {person.name}</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fw={600} size="sm" c="var(--mantine-color-text)">
            {person.name}
          </Text>
          <Text size="xs">
            {person.accountId} · {person.role}
          </Text>
        </Menu.Label>
        {children}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};

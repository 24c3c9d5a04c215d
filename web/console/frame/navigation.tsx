import { NavLink, Stack } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import { useSession } from '../../look/session.tsx';
import { pages } from '../pages.ts';
import { isAt, navigationOf } from './navigation-of.ts';

/** The pages of whoever is signed in. */
export const Navigation = ({ onNavigate }: { readonly onNavigate?: () => void }) => {
  const { person } = useSession();
  const [location] = useLocation();
  if (!person) return null;
  return (
    <Stack component="nav" aria-label="Console" gap={4}>
      {navigationOf(pages, person.role).map(({ path, label, icon: Icon }) => {
        const active = isAt(path, location);
        return (
          <NavLink
            key={path}
            component={Link}
            href={path}
            label={label}
            active={active}
            {...(active && { 'aria-current': 'page' as const })}
            {...(onNavigate && { onClick: onNavigate })}
            leftSection={<Icon size={20} stroke={1.75} aria-hidden />}
            style={{ borderRadius: 'var(--mantine-radius-md)' }}
          />
        );
      })}
    </Stack>
  );
};

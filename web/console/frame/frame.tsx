import { AppShell, Box, Burger, Drawer, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { Brand, BrandMark } from '../../look/brand.tsx';
import { ColourSchemeToggle } from '../../look/colour-scheme-toggle.tsx';
import { PersonMenu } from '../../look/person-menu.tsx';
import { SkipLink } from '../../look/skip-link.tsx';
import { AwayBanner } from './away-banner.tsx';
import { HeldBanner } from './held-banner.tsx';
import { Navigation } from './navigation.tsx';
import { PageSwitch } from './page-switch.tsx';
import { StatusButton } from './status-button.tsx';

interface HeaderProps {
  readonly isOpen: boolean;
  readonly onBurger: () => void;
}

const Header = ({ isOpen, onBurger }: HeaderProps) => (
  <Group h="100%" px={{ base: 'xs', sm: 'md' }} justify="space-between" wrap="nowrap" gap="xs">
    <Group gap="xs" wrap="nowrap" flex="none">
      <Burger
        opened={isOpen}
        onClick={onBurger}
        hiddenFrom="sm"
        size="sm"
        aria-label="Navigation"
        aria-expanded={isOpen}
      />
      <Link
        href="/"
        aria-label="Relish console, overview"
        style={{ color: 'inherit', textDecoration: 'none' }}
      >
        <Box visibleFrom="xs">
          <Brand part="console" />
        </Box>
        <Box hiddenFrom="xs" h={34}>
          <BrandMark />
        </Box>
      </Link>
    </Group>
    <Group gap={4} wrap="nowrap" miw={0}>
      <StatusButton />
      <ColourSchemeToggle />
      <PersonMenu />
    </Group>
  </Group>
);

/** After a navigation the keyboard and the screen reader go on at the new page, from its top. */
const useFocusOnNavigation = () => {
  const [location] = useLocation();
  const last = useRef(location);
  useEffect(() => {
    if (last.current === location) return;
    last.current = location;
    window.scrollTo(0, 0);
    document.getElementById('main')?.focus({ preventScroll: true });
  }, [location]);
};

/** What is around every page: header with the status, and the navigation (a drawer where it is narrow). */
export const Frame = () => {
  const [isOpen, { toggle, close }] = useDisclosure(false);
  useFocusOnNavigation();
  return (
    <AppShell
      header={{ height: 60 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: true } }}
      padding={{ base: 'sm', sm: 'lg' }}
    >
      <SkipLink />
      <AppShell.Header>
        <Header isOpen={isOpen} onBurger={toggle} />
      </AppShell.Header>
      <AppShell.Navbar p="sm" visibleFrom="sm" style={{ overflowY: 'auto' }}>
        <Navigation />
      </AppShell.Navbar>
      <Drawer opened={isOpen} onClose={close} title="Relish console" size="xs" hiddenFrom="sm">
        <Navigation onNavigate={close} />
      </Drawer>
      <AppShell.Main id="main" tabIndex={-1} style={{ outline: 'none' }}>
        <AwayBanner />
        <HeldBanner />
        <PageSwitch />
      </AppShell.Main>
    </AppShell>
  );
};

import { Group, Menu } from '@mantine/core';
import { IconChartLine } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { Brand } from '../../look/brand.tsx';
import { ColourSchemeToggle } from '../../look/colour-scheme-toggle.tsx';
import { PersonMenu } from '../../look/person-menu.tsx';
import { SkipLink } from '../../look/skip-link.tsx';
import classes from './shell.module.css';

interface Page {
  readonly href: string;
  readonly label: string;
}

interface ShellProps {
  readonly pages: readonly Page[];
  /** Also offers the way to the console. */
  readonly console?: boolean;
  readonly children: ReactNode;
}

/** After going to another page the keyboard starts at its content, not where the old link was. */
const useFocusOnArrival = () => {
  const [location] = useLocation();
  const main = useRef<HTMLElement>(null);
  const last = useRef(location);
  useEffect(() => {
    if (last.current !== location) {
      main.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    last.current = location;
  }, [location]);
  return main;
};

/** Header and content of the ordering app. */
export const Shell = ({ pages, console: withConsole = false, children }: ShellProps) => {
  const [location] = useLocation();
  const main = useFocusOnArrival();
  return (
    <>
      <SkipLink />
      <header className={classes['header']}>
        <div className={classes['bar']}>
          <Link href="/" className={classes['brand']} aria-label="Relish: home">
            <Brand />
          </Link>
          {(pages.length > 1 || withConsole) && (
            <nav aria-label="Pages" className={classes['nav']}>
              {pages.map(({ href, label }) => (
                <Link
                  key={href}
                  href={href}
                  className={classes['link']}
                  aria-current={location === href ? 'page' : undefined}
                >
                  {label}
                </Link>
              ))}
              {withConsole && (
                <a href="/console/" className={classes['link']}>
                  Console
                </a>
              )}
            </nav>
          )}
          <Group gap="xs" wrap="nowrap" className={classes['tools']}>
            <ColourSchemeToggle />
            <PersonMenu>
              {withConsole && (
                <Menu.Item
                  component="a"
                  href="/console/"
                  leftSection={<IconChartLine size={16} aria-hidden />}
                >
                  Go to the console
                </Menu.Item>
              )}
            </PersonMenu>
          </Group>
        </div>
      </header>
      <main id="main" tabIndex={-1} ref={main} className={classes['main']}>
        {children}
      </main>
    </>
  );
};

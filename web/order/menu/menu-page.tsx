import { Alert, Badge, Group, Paper, Stack, Title } from '@mantine/core';
import { useDocumentTitle, useMediaQuery } from '@mantine/hooks';
import { IconClock } from '@tabler/icons-react';
import { ErrorState, LoadingState } from '../../look/states.tsx';
import { BasketBar } from '../basket/basket-bar.tsx';
import { BasketPanel } from '../basket/basket-panel.tsx';
import { openingWords } from '../data/opening-words.ts';
import { useMenu, type Menu } from '../data/use-menu.ts';
import { Recommended } from '../recommended/recommended.tsx';
import { MenuGrid } from './menu-grid.tsx';
import classes from './menu.module.css';
import { OpenOrdersStrip } from './open-orders-strip.tsx';

const Stand = ({ stand }: { readonly stand: Menu['stand'] }) =>
  stand.open ? (
    <Badge color="relish" size="lg" leftSection={<IconClock size={14} aria-hidden />}>
      {openingWords(stand)}
    </Badge>
  ) : (
    <Alert color="mustard" icon={<IconClock aria-hidden />} role="status" title="Closed for now" w="100%">
      {openingWords(stand)} You can look around and fill your basket.
    </Alert>
  );

const LoadedMenu = ({ menu }: { readonly menu: Menu }) => {
  const wide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  return (
    <>
      <Recommended menu={menu} />
      <div className={classes['layout']} data-aside={wide}>
        <Stack component="section" aria-labelledby="menu-title">
          <Title order={2} id="menu-title">
            The menu
          </Title>
          <MenuGrid menu={menu} />
        </Stack>
        {wide ? (
          <Paper component="aside" withBorder p="md" aria-label="Basket" className={classes['aside']}>
            <BasketPanel menu={menu} />
          </Paper>
        ) : (
          <BasketBar menu={menu} />
        )}
      </div>
    </>
  );
};

/** What the stand sells, and what this person may like of it. */
export const MenuPage = ({ name }: { readonly name: string }) => {
  useDocumentTitle('Menu · Relish');
  const menu = useMenu();
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Title order={1}>Hungry, {name.split(' ')[0]}?</Title>
        {menu.data && <Stand stand={menu.data.stand} />}
      </Group>
      <OpenOrdersStrip />
      {menu.data ? (
        <LoadedMenu menu={menu.data} />
      ) : menu.isError ? (
        <ErrorState title="The menu didn’t come" error={menu.error} onRetry={menu.refetch} />
      ) : (
        <LoadingState label="Loading the menu" rows={4} rowHeight={180} />
      )}
    </Stack>
  );
};

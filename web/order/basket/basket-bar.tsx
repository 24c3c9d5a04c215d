import { Button, Drawer, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { counted, money } from '../../look/format.ts';
import type { Menu } from '../data/use-menu.ts';
import classes from '../menu/menu.module.css';
import { useBasket } from './basket-context.tsx';
import { BasketPanel } from './basket-panel.tsx';
import { totalOf, unitsIn } from './basket.ts';

/** The basket on a narrow screen: a bar at the bottom that opens it. */
export const BasketBar = ({ menu }: { readonly menu: Menu }) => {
  const { lines } = useBasket();
  const [opened, { open, close }] = useDisclosure(false);
  const units = unitsIn(lines);
  return (
    <>
      {units > 0 && (
        <>
          <div className={classes['spacer']} />
          <Group className={classes['bar']} justify="space-between" wrap="nowrap">
            <Text fw={700}>
              {counted(units, 'hot dog')} · {money(totalOf(lines, menu.items))}
            </Text>
            <Button onClick={open}>View basket</Button>
          </Group>
        </>
      )}
      <Drawer opened={opened} onClose={close} position="bottom" size="auto" radius="lg" title="Your basket">
        <BasketPanel menu={menu} titled />
      </Drawer>
    </>
  );
};

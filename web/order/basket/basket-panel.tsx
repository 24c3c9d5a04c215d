import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconShoppingBag } from '@tabler/icons-react';
import { useState } from 'react';
import type { Order } from '../../../services/contracts/http/ordering.ts';
import { counted, money } from '../../look/format.ts';
import { EmptyState } from '../../look/states.tsx';
import { openingWords } from '../data/opening-words.ts';
import { useOrderWatch } from '../data/order-watch.tsx';
import type { Menu } from '../data/use-menu.ts';
import { useBasket } from './basket-context.tsx';
import { BasketLines } from './basket-lines.tsx';
import { shortLines, totalOf, unitsIn, unitsOver } from './basket.ts';
import { OrderRefused } from './order-refused.tsx';
import { PlacedPanel } from './placed-panel.tsx';
import { usePlaceOrder } from './use-place-order.ts';

interface BasketPanelProps {
  readonly menu: Menu;
  /** Something around it says already what it is. */
  readonly titled?: boolean;
}

/** The basket and the way from it to an order. */
export const BasketPanel = ({ menu, titled = false }: BasketPanelProps) => {
  const { lines, setQuantity, add, clear } = useBasket();
  const { open } = useOrderWatch();
  const { holdLimit } = menu;
  const held = unitsIn(open.flatMap((order) => order.lines));
  const [placed, setPlaced] = useState<Order>();
  const place = usePlaceOrder((order) => {
    setPlaced(order);
    clear();
  });
  if (placed && lines.length === 0) {
    return (
      <PlacedPanel
        key={placed.orderId}
        order={placed}
        onUndone={(order) => add(order.lines)}
        onDone={() => setPlaced(undefined)}
      />
    );
  }
  const over = unitsOver(lines, held, holdLimit);
  const blocked = !menu.stand.open || over > 0 || shortLines(lines, menu.items).length > 0;
  return (
    <Stack>
      {!titled && (
        <Title order={2} size="h4">
          Your basket
        </Title>
      )}
      {lines.length === 0 ? (
        <EmptyState title="Nothing in it yet" icon={<IconShoppingBag size={40} aria-hidden />}>
          Add a hot dog from the menu.
        </EmptyState>
      ) : (
        <>
          <BasketLines lines={lines} menu={menu.items} holdLimit={holdLimit} onQuantity={setQuantity} />
          <Group justify="space-between">
            <Text fw={700}>Total</Text>
            <Text fw={750} size="lg">
              {money(totalOf(lines, menu.items))}
            </Text>
          </Group>
          {!menu.stand.open && <Alert color="mustard">{openingWords(menu.stand)}</Alert>}
          {over > 0 && (
            <Alert color="mustard">
              You can have {counted(holdLimit, 'hot dog')} waiting at once, and {held} are. Take {over} out,
              or pick up first.
            </Alert>
          )}
          {place.isError && <OrderRefused error={place.error} />}
          <Button
            size="md"
            fullWidth
            disabled={blocked}
            loading={place.isPending}
            onClick={() => place.mutate(lines)}
          >
            Place order
          </Button>
        </>
      )}
    </Stack>
  );
};

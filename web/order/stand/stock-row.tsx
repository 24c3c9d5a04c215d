import { Button, Group, NumberInput, Paper, Progress, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { restockItem, type MenuItem } from '../../../services/contracts/http/ordering.ts';
import { callRoute } from '../../look/api.ts';
import { count } from '../../look/format.ts';
import { ErrorState } from '../../look/states.tsx';
import { menuKey } from '../data/use-menu.ts';
import { HotDog } from '../drawing/hot-dog.tsx';
import classes from './stand.module.css';

const USUAL_BATCH = 10;
const MOST = 10_000;

const StockBar = ({ stock }: Pick<MenuItem, 'stock'>) => {
  const share = (units: number) => (100 * units) / Math.max(1, stock.made);
  return (
    <Progress.Root size="lg" aria-hidden>
      <Progress.Section value={share(stock.sold)} color="gray.5" />
      <Progress.Section value={share(stock.held)} color="mustard.4" />
      <Progress.Section value={share(stock.left)} color="relish" />
    </Progress.Root>
  );
};

/** One item's stock of today, and the way to make more of it. */
export const StockRow = ({ item }: { readonly item: MenuItem }) => {
  const queries = useQueryClient();
  const [quantity, setQuantity] = useState<string | number>(USUAL_BATCH);
  const restock = useMutation({
    mutationFn: (more: number) =>
      callRoute(restockItem, { params: { itemId: item.itemId }, body: { quantity: more } }),
    onSuccess: (now) => {
      notifications.show({
        title: `Restocked ${now.name}`,
        message: `${count(now.stock.left)} left now`,
        color: 'relish',
      });
      return queries.invalidateQueries({ queryKey: menuKey });
    },
  });
  const { left, held, sold, made } = item.stock;
  return (
    <Paper component="li" withBorder p="sm">
      <Group gap="md">
        <HotDog item={item} className={classes['thumb']} />
        <div className={classes['grow']}>
          <Text fw={600}>
            #{item.number} {item.name}
          </Text>
          <Text size="sm" c="dimmed">
            {count(left)} left · {count(held)} held · {count(sold)} sold of {count(made)}
          </Text>
          <StockBar stock={item.stock} />
        </div>
        <form
          className={classes['more']}
          onSubmit={(event) => {
            event.preventDefault();
            if (typeof quantity === 'number') restock.mutate(quantity);
          }}
        >
          <NumberInput
            w={90}
            aria-label={`How many more ${item.name}`}
            min={1}
            max={MOST}
            allowDecimal={false}
            clampBehavior="strict"
            value={quantity}
            onChange={setQuantity}
          />
          <Button
            type="submit"
            aria-label={`Restock ${item.name}`}
            loading={restock.isPending}
            disabled={typeof quantity !== 'number' || quantity < 1}
          >
            Restock
          </Button>
        </form>
      </Group>
      {restock.isError && <ErrorState title="It wasn’t restocked" error={restock.error} />}
    </Paper>
  );
};

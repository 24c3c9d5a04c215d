import { Group, Stack, Text } from '@mantine/core';
import type { MenuItem } from '../../../services/contracts/http/ordering.ts';
import { money } from '../../look/format.ts';
import { HotDog } from '../drawing/hot-dog.tsx';
import { mostOf, shortLines, type Basket } from './basket.ts';
import classes from './basket.module.css';
import { Stepper } from './stepper.tsx';

interface BasketLinesProps {
  readonly lines: Basket;
  readonly menu: readonly MenuItem[];
  readonly holdLimit: number;
  readonly onQuantity: (itemId: string, quantity: number) => void;
}

/** What is in the basket; a line that can't be had any more says so and can still be made smaller. */
export const BasketLines = ({ lines, menu, holdLimit, onQuantity }: BasketLinesProps) => {
  const items = new Map(menu.map((item) => [item.itemId, item]));
  const short = new Map(shortLines(lines, menu).map(({ itemId, left }) => [itemId, left]));
  return (
    <Stack component="ul" gap="sm" className={classes['lines']}>
      {lines.map(({ itemId, quantity }) => {
        const item = items.get(itemId);
        const name = item?.name ?? itemId;
        const left = short.get(itemId);
        return (
          <li key={itemId}>
            <Group wrap="nowrap" gap="sm">
              <HotDog item={item ?? { itemId, name }} className={classes['thumb']} />
              <div className={classes['what']}>
                <Text fw={600} size="sm" lh={1.25}>
                  {name}
                </Text>
                <Text size="sm" c="dimmed">
                  {money(quantity * (item?.price ?? 0))}
                </Text>
              </div>
              <Stepper
                quantity={quantity}
                most={item ? mostOf(item, holdLimit) : 0}
                more={`One more ${name}`}
                fewer={`One less ${name}`}
                onChange={(next) => onQuantity(itemId, next)}
              />
            </Group>
            {left !== undefined && (
              <Text size="sm" c="tomato" role="status" mt={4}>
                {left === 0
                  ? 'None left: take it out to go on.'
                  : `Only ${left} left: take some out to go on.`}
              </Text>
            )}
          </li>
        );
      })}
    </Stack>
  );
};

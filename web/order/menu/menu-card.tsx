import { Badge, Group, Text, Title } from '@mantine/core';
import { useId } from 'react';
import type { MenuItem } from '../../../services/contracts/http/ordering.ts';
import { money } from '../../look/format.ts';
import { Stepper } from '../basket/stepper.tsx';
import { HotDog } from '../drawing/hot-dog.tsx';
import classes from './menu.module.css';
import { stockWords } from './stock-words.ts';

interface MenuCardProps {
  readonly item: MenuItem;
  readonly quantity: number;
  readonly most: number;
  readonly onQuantity: (quantity: number) => void;
}

export const MenuCard = ({ item, quantity, most, onQuantity }: MenuCardProps) => {
  const titleId = useId();
  const stock = stockWords(item);
  const gone = item.availability !== 'available';
  return (
    <article aria-labelledby={titleId} className={classes['card']} data-gone={gone}>
      <div className={classes['top']}>
        <HotDog item={item} className={classes['picture']} />
        <Badge variant="filled" color="mustard.4" size="lg" className={classes['number']}>
          #{item.number}
        </Badge>
      </div>
      <div className={classes['body']}>
        <Title order={3} size="h4" id={titleId} lh={1.25}>
          {item.name}
        </Title>
        <Text size="sm" c="dimmed" flex={1}>
          {item.description}
        </Text>
        <Badge
          color={stock.color}
          radius="sm"
          classNames={{ root: classes['stock'], label: classes['stockLabel'] }}
        >
          {stock.words}
        </Badge>
        <Group justify="space-between" wrap="nowrap" gap="xs" mt={4}>
          <Text fw={750} size="lg">
            {money(item.price)}
          </Text>
          <Stepper
            quantity={quantity}
            most={most}
            more={`Add ${item.name}`}
            fewer={`Remove one ${item.name}`}
            onChange={onQuantity}
          />
        </Group>
      </div>
    </article>
  );
};

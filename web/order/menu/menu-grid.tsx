import { Button, Center } from '@mantine/core';
import { useState } from 'react';
import { SearchBox } from '../../look/search-box.tsx';
import { EmptyState } from '../../look/states.tsx';
import { useBasket } from '../basket/basket-context.tsx';
import { mostOf, quantityOf } from '../basket/basket.ts';
import type { Menu } from '../data/use-menu.ts';
import { itemsMatching } from './items-matching.ts';
import { MenuCard } from './menu-card.tsx';
import classes from './menu.module.css';

/** A menu of more than this many items is shown in parts, and can be searched. */
const PART = 24;

export const MenuGrid = ({ menu }: { readonly menu: Menu }) => {
  const { lines, setQuantity } = useBasket();
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState(PART);
  const found = itemsMatching(menu.items, search);
  return (
    <>
      {menu.items.length > PART && <SearchBox label="Search the menu" onSearch={setSearch} />}
      {found.length === 0 && (
        <EmptyState title={search ? 'No hot dog of that name' : 'The menu is empty'}>
          {search ? 'Try another word.' : 'The stand hasn’t put anything on it yet. Come back later.'}
        </EmptyState>
      )}
      <ul className={classes['grid']} aria-label="Hot dogs">
        {found.slice(0, shown).map((item) => (
          <li key={item.itemId}>
            <MenuCard
              item={item}
              quantity={quantityOf(lines, item.itemId)}
              most={mostOf(item, menu.holdLimit)}
              onQuantity={(quantity) => setQuantity(item.itemId, quantity)}
            />
          </li>
        ))}
      </ul>
      {found.length > shown && (
        <Center>
          <Button variant="default" onClick={() => setShown(shown + PART)}>
            Show more
          </Button>
        </Center>
      )}
    </>
  );
};

import { Button, Center, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { counted } from '../../look/format.ts';
import { SearchBox } from '../../look/search-box.tsx';
import { EmptyState } from '../../look/states.tsx';
import type { Menu } from '../data/use-menu.ts';
import { itemsMatching } from '../menu/items-matching.ts';
import classes from './stand.module.css';
import { StockRow } from './stock-row.tsx';

const PART = 24;

/** Today's stock of every item; what is out comes first. */
export const StockList = ({ menu }: { readonly menu: Menu }) => {
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState(PART);
  const found = itemsMatching(menu.items, search).toSorted(
    (a, b) => Number(a.stock.left > 0) - Number(b.stock.left > 0) || a.number - b.number,
  );
  const out = menu.items.filter(({ stock }) => stock.left === 0).length;
  return (
    <Stack>
      <Group justify="space-between">
        <Text fw={600} role="status">
          {out === 0 ? 'Everything is there' : `${counted(out, 'hot dog has', 'hot dogs have')} none left`}
        </Text>
        <SearchBox label="Search the stock" onSearch={setSearch} />
      </Group>
      {found.length === 0 && <EmptyState order={2} title="No hot dog of that name" />}
      <Stack component="ul" gap="xs" className={classes['lines']} aria-label="Stock">
        {found.slice(0, shown).map((item) => (
          <StockRow key={item.itemId} item={item} />
        ))}
      </Stack>
      {found.length > shown && (
        <Center>
          <Button variant="default" onClick={() => setShown(shown + PART)}>
            Show more
          </Button>
        </Center>
      )}
    </Stack>
  );
};

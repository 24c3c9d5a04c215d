import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listItems } from '../../../services/contracts/http/overview.ts';
import { callRoute } from '../../look/api.ts';
import { itemLabel, type NamedItem } from './item-label.ts';

const PAUSE_MS = 200;
const OPTIONS = 20;

interface ItemPickerProps {
  /** The item chosen, with its name if it is known. */
  readonly item: NamedItem | undefined;
  readonly onChange: (itemId: string) => void;
}

/** Chooses one of all items, searched on the server. */
export const ItemPicker = ({ item, onChange }: ItemPickerProps) => {
  const [typed, setTyped] = useState('');
  const chosen = item && { value: item.itemId, label: itemLabel(item) };
  // The field shows the chosen item's label: that is no search.
  const [search] = useDebouncedValue(typed === chosen?.label ? '' : typed.trim(), PAUSE_MS);
  const { data } = useQuery({
    queryKey: ['items', 'pick', search],
    queryFn: ({ signal }) => callRoute(listItems, { query: { search, limit: OPTIONS }, signal }),
    placeholderData: keepPreviousData,
  });
  const found = (data?.rows ?? []).map((row) => ({ value: row.itemId, label: itemLabel(row) }));
  const others = found.filter(({ value }) => value !== chosen?.value);
  return (
    <Select
      label="Item"
      placeholder="Search by name or id"
      searchable
      allowDeselect={false}
      nothingFoundMessage="No item matches"
      maxLength={100}
      data={chosen ? [chosen, ...others] : others}
      filter={({ options }) => options}
      value={chosen?.value ?? null}
      onChange={(value) => value !== null && onChange(value)}
      onSearchChange={setTyped}
    />
  );
};

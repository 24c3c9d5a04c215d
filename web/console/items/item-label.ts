/** An item as people may know it. */
export interface NamedItem {
  readonly itemId: string;
  readonly name?: string | undefined;
}

/** The menu's number, if the id carries one: `bcpcc-8` is #8, `new-york-3` is #3. */
const numberIn = (itemId: string): string | undefined => /^[a-z]+(?:-[a-z]+)*-(\d{1,4})$/.exec(itemId)?.[1];

/** What people call an item: `#8 Blue Cheese and Potato Chip Complete`, or its id where it has no name. */
export const itemLabel = ({ itemId, name }: NamedItem): string => {
  if (name === undefined) return itemId;
  const number = numberIn(itemId);
  return number === undefined || name.startsWith('#') ? name : `#${number} ${name}`;
};

/** The shortest form that a person in the shop recognises: `#8`, or the whole label. */
export const shortItemLabel = (item: NamedItem): string => {
  const number = item.name === undefined ? undefined : numberIn(item.itemId);
  return number === undefined ? itemLabel(item) : `#${number}`;
};

import type { MenuItem } from '../../../services/contracts/http/ordering.ts';

/** Items whose number, name or description has every word of the search in it. */
export const itemsMatching = (items: readonly MenuItem[], search: string): readonly MenuItem[] => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return items.filter((item) => {
    const text = `#${item.number} ${item.name} ${item.description}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
};

import { Anchor, type AnchorProps } from '@mantine/core';
import { Link } from 'wouter';
import { itemLabel, type NamedItem } from './item-label.ts';

interface ItemLinkProps extends Pick<AnchorProps, 'fw' | 'lineClamp'> {
  readonly item: NamedItem;
  /** The length of the list that its certificate is asked for; the page's default without. */
  readonly limit?: number;
}

/** An item, with the way to its certificate. Where its label may be cut, pointing at it shows all of it. */
export const ItemLink = ({ item, limit, ...look }: ItemLinkProps) => (
  <Anchor
    component={Link}
    href={`/certificate?item=${encodeURIComponent(item.itemId)}${limit === undefined ? '' : `&limit=${limit}`}`}
    size="sm"
    {...look}
    {...(look.lineClamp !== undefined && { title: itemLabel(item) })}
  >
    {itemLabel(item)}
  </Anchor>
);

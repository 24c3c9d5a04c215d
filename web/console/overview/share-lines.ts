import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import type { getOverview } from '../../../services/contracts/http/overview.ts';
import { itemLabel, type NamedItem } from '../items/item-label.ts';

export type Overview = ReplyOf<typeof getOverview>;

/** The story's item: what the console shows first where the shop has it. */
const STORY_ITEM = 'bcpcc-8';

/** One item's share of all order lines at the end of each bucket, 0 to 1; null while there are none. */
export interface ShareLine extends NamedItem {
  readonly label: string;
  /** As placed, cancelled ones too: what a naive recommender counts. */
  readonly raw: readonly (number | null)[];
  /** As signals: what Relish counts. */
  readonly counted: readonly (number | null)[];
}

const sharesOf = (parts: readonly number[], wholes: readonly number[]): readonly (number | null)[] =>
  wholes.map((whole, bucket) => (whole > 0 ? (parts[bucket] ?? 0) / whole : null));

/** Shares by item, from the cumulative counts of an overview. */
export const shareLines = ({ shares, totals }: Pick<Overview, 'shares' | 'totals'>): readonly ShareLine[] =>
  shares.map((share) => ({
    itemId: share.itemId,
    name: share.name,
    label: itemLabel(share),
    raw: sharesOf(share.raw, totals.raw),
    counted: sharesOf(share.counted, totals.counted),
  }));

/** Where a share stands now: its last bucket. */
export const latest = (shares: readonly (number | null)[]): number => shares.at(-1) ?? 0;

/** How far apart the two ways of counting are now, in shares; above 0: raw counting overrates the item. */
export const gapOf = ({ raw, counted }: ShareLine): number => latest(raw) - latest(counted);

/** A share with one decimal always, so that columns of them line up: .12 → `12.0%`. */
export const shareText = (share: number): string => `${(share * 100).toFixed(1)}%`;

/** The item to point at: the one that was asked for, the story's, or the one that counts most. */
export const highlightOf = (lines: readonly ShareLine[], wanted: string | undefined): ShareLine | undefined =>
  lines.find(({ itemId }) => itemId === wanted) ??
  lines.find(({ itemId }) => itemId === STORY_ITEM) ??
  lines.toSorted((a, b) => latest(b.counted) - latest(a.counted))[0];

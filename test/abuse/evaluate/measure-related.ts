import type { RelishEvent } from '../../../services/contracts/events.ts';
import type { Answer } from '../../../services/contracts/http/answers.ts';
import { settledOrders } from '../history/settled-orders.ts';
import {
  addChecks,
  type CertificateCheck,
  checkCertificates,
  NOTHING,
} from '../measures/certificate-check.ts';
import { hitRate, meanRank } from '../measures/target-movement.ts';
import { type Field, RELISH_NAMES, type RelishName } from '../recommenders/field.ts';
import { coVisits, itemCosine } from '../recommenders/related-references.ts';
import type { Relish } from '../recommenders/relish.ts';

/** Places of an item's page that people see. */
const SHOWN = 10;
/** Pages that are looked at: those of the best sellers. */
const PAGES = 10;

export const RELATED_NAMES = ['co-visits', 'item-cosine', ...RELISH_NAMES] as const;
export type RelatedName = (typeof RELATED_NAMES)[number];

/** The lists on items' pages, by the page's item. */
export type RelatedLists = ReadonlyMap<string, readonly string[]>;

export interface RelatedOfRelish {
  readonly lists: RelatedLists;
  readonly answers: ReadonlyMap<string, Answer>;
}

export interface RelatedPicture {
  readonly references: Readonly<Record<Exclude<RelatedName, RelishName>, RelatedLists>>;
  readonly relish: Readonly<Record<RelishName, RelatedOfRelish>>;
}

/** What baskets that pair the target with best sellers did to the lists on those items' pages. */
export interface RelatedEffect {
  readonly hitRate: { readonly before: number; readonly after: number };
  readonly rank: { readonly before: number; readonly after: number };
  /** Of Relish, which alone promises something. */
  readonly certificates?: CertificateCheck;
}

export const bestSellersOf = (items: readonly string[]): readonly string[] => items.slice(0, PAGES);

export const relatedOf = (relish: Relish, pages: readonly string[]): RelatedOfRelish => ({
  lists: new Map(pages.map((page) => [page, relish.related(page)])),
  answers: new Map(pages.map((page) => [page, relish.relatedAnswer(page, SHOWN)])),
});

export const relatedReferences = (
  pages: readonly string[],
  { purchases }: Field,
  events: readonly RelishEvent[],
): RelatedPicture['references'] => {
  const orders = settledOrders(events);
  return {
    'co-visits': new Map(pages.map((page) => [page, coVisits(orders, page)])),
    'item-cosine': new Map(pages.map((page) => [page, itemCosine(purchases, page)])),
  };
};

/** The pages of what was ordered beside the target. */
export const attackedPages = (
  { references }: RelatedPicture,
  events: readonly RelishEvent[],
  target: string,
): readonly string[] => {
  const ordered = new Set(settledOrders(events).flatMap(({ items }) => items));
  return [...references['co-visits'].keys()].filter((page) => page !== target && ordered.has(page));
};

interface Compared {
  readonly pages: readonly string[];
  readonly target: string;
  readonly items: number;
  /** Hostile accounts. */
  readonly hostile: number;
}

const listsOf = (picture: RelatedPicture, name: RelatedName): RelatedLists =>
  name === 'relish' || name === 'relish-unfiltered' ? picture.relish[name].lists : picture.references[name];

/** HR@10 and mean rank of the target over the pages, and what became of the certificates there. */
export const measureRelated = (
  before: RelatedPicture,
  after: RelatedPicture,
  { pages, target, items, hostile }: Compared,
): Readonly<Record<RelatedName, RelatedEffect>> => {
  const effectOf = (name: RelatedName): RelatedEffect => {
    const [was, is] = [before, after].map((picture) =>
      pages.map((page) => listsOf(picture, name).get(page) ?? []),
    );
    return {
      hitRate: { before: hitRate(was!, target, SHOWN), after: hitRate(is!, target, SHOWN) },
      rank: { before: meanRank(was!, target, items), after: meanRank(is!, target, items) },
    };
  };
  const certified = (name: RelishName): RelatedEffect => ({
    ...effectOf(name),
    certificates: pages
      .map((page) =>
        checkCertificates(
          before.relish[name].answers.get(page)!,
          after.relish[name].lists.get(page)!,
          hostile,
        ),
      )
      .reduce(addChecks, NOTHING),
  });
  return {
    'co-visits': effectOf('co-visits'),
    'item-cosine': effectOf('item-cosine'),
    'relish-unfiltered': certified('relish-unfiltered'),
    relish: certified('relish'),
  };
};

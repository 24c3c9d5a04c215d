import type { RelishEvent } from '../../../services/contracts/events.ts';
import type { Attack, Shop } from '../attacks/attack.ts';
import { DAY } from '../attacks/hostile-orders.ts';
import type { OriginChoice } from '../attacks/origins.ts';
import { Field, type RecommenderName, type RelishName } from '../recommenders/field.ts';
import type { AttackRun, Effect, Integrity, Paid } from './attack-run.ts';
import type { CleanPicture } from './clean-picture.ts';
import { measureEffect } from './measure-effect.ts';
import { measureIntegrity } from './measure-integrity.ts';
import {
  attackedPages,
  measureRelated,
  relatedOf,
  type RelatedOfRelish,
  relatedReferences,
} from './measure-related.ts';
import { accountsIn, planAttack, type Planned } from './plan-attack.ts';
import { type PlacesByAccount, type Rankings, rankingsOfAll } from './rankings.ts';
import { replayByDay } from './replay-by-day.ts';

const paidFor = (events: readonly RelishEvent[], { cheapest }: Shop): Paid => {
  const times = events.map(({ time }) => Date.parse(time));
  const fulfilled = events.filter(({ type }) => type === 'order.fulfilled').length;
  const span =
    events.length === 0 ? 0 : times.reduce((a, b) => Math.max(a, b)) - times.reduce((a, b) => Math.min(a, b));
  return {
    accounts: accountsIn(events).size,
    fulfilled,
    days: Math.ceil(span / DAY),
    cents: fulfilled * cheapest,
  };
};

const effectsOf = (
  picture: CleanPicture,
  { audience, target }: Planned,
  lists: ReadonlyMap<RecommenderName, Rankings>,
): AttackRun['effects'] => {
  const effects: Partial<Record<RecommenderName, Effect>> = {};
  for (const [name, rankings] of picture.rankings) {
    const after = lists.get(name);
    if (!after) continue;
    const compared = audience.map((accountId) => ({
      before: rankings.get(accountId)!,
      after: after.get(accountId)!,
      wanted: picture.wanted.get(accountId)!,
    }));
    effects[name] = measureEffect(compared, target, picture.shop.items.length);
  }
  return effects;
};

/** What Relish shows after the attack, and what integrity made of it. */
interface Look {
  readonly places: PlacesByAccount;
  readonly related: RelatedOfRelish;
  readonly integrity: Integrity;
}
type Looks = Readonly<Record<RelishName, Look>>;

const lookAt = (picture: CleanPicture, planned: Planned, field: Field, pages: readonly string[]): Looks =>
  field.withAndWithout((relish, name) => {
    const places = new Map(planned.audience.map((accountId) => [accountId, relish.places(accountId)]));
    return {
      places,
      related: relatedOf(relish, pages),
      integrity: measureIntegrity({ picture, ...planned }, name, relish, places),
    };
  });

/** `take` of both looks. */
const each = <T>(looks: Looks, take: (look: Look) => T): Readonly<Record<RelishName, T>> => ({
  relish: take(looks.relish),
  'relish-unfiltered': take(looks['relish-unfiltered']),
});

const relatedAfter = (
  picture: CleanPicture,
  { events, target, shop, hostile }: Planned,
  { field, looks, pages }: { field: Field; looks: Looks; pages: readonly string[] },
): Pick<AttackRun, 'related'> => {
  if (pages.length === 0) return {};
  const after = {
    references: relatedReferences(pages, field, [...picture.events, ...events]),
    relish: each(looks, ({ related }) => related),
  };
  const compared = { pages, target, items: shop.items.length, hostile: hostile.length };
  return { related: measureRelated(picture.related, after, compared) };
};

const rankAll = async (picture: CleanPicture, { events, audience }: Planned, field: Field, looks: Looks) => {
  const { raccoon, rankings } = picture;
  const places = each(looks, (look) => look.places);
  const learned = (await raccoon?.learn(events)) ?? [];
  const lists = await rankingsOfAll([...rankings.keys()], audience, { field, places, raccoon });
  await raccoon?.forget(learned);
  return lists;
};

/**
 * Merges one attack into a history, folds both, and measures. The same arguments give the same figures.
 * @returns undefined where the history has nobody to attack in this way
 */
export const runAttack = async (
  picture: CleanPicture,
  attack: Attack,
  seed: number,
  choice: OriginChoice,
): Promise<AttackRun | undefined> => {
  const planned = planAttack(picture, attack, seed, choice);
  if (!planned) return undefined;
  const { shop, target, audience, parameters, events, hostile, origins } = planned;
  const field = new Field(picture.policy);
  const noticed = replayByDay(field, picture.events, events, hostile);
  // Only what pairs items is after their pages.
  const pages = attack.name === 'co-visitation' ? attackedPages(picture.related, events, target) : [];
  const looks = lookAt(picture, planned, field, pages);
  const { name, aim, by } = attack;
  return {
    ...{ data: picture.name, attack: name, aim, by, seed, target, audience: audience.length, parameters },
    paid: paidFor(events, shop),
    origins,
    ...relatedAfter(picture, planned, { field, looks, pages }),
    effects: effectsOf(picture, planned, await rankAll(picture, planned, field, looks)),
    integrity: each(looks, ({ integrity }) => integrity),
    noticed,
  };
};

import type { RelishEvent } from '../../../services/contracts/events.ts';
import { asKnownTo } from '../attacks/as-known-to.ts';
import type { Attack, Parameters, Shop } from '../attacks/attack.ts';
import { DAY } from '../attacks/hostile-orders.ts';
import { hostileOrigins, type OriginChoice, originPlanOf, withOrigins } from '../attacks/origins.ts';
import { Field, type RecommenderName } from '../recommenders/field.ts';
import type { AttackRun, Effect, Paid } from './attack-run.ts';
import { chooseScene } from './choose-scene.ts';
import type { CleanPicture } from './clean-picture.ts';
import { measureEffect } from './measure-effect.ts';
import { attackedPages, measureRelated, relatedOf, relatedReferences } from './measure-related.ts';
import { measureIntegrity } from './measure-integrity.ts';
import { type Rankings, rankingsOfAll } from './rankings.ts';
import { replayByDay } from './replay-by-day.ts';

const accountsIn = (events: readonly RelishEvent[]): ReadonlySet<string> =>
  new Set(events.flatMap((event) => ('accountId' in event.data ? event.data.accountId : [])));

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
  audience: readonly string[],
  target: string,
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
  const scene = chooseScene(picture, attack, seed);
  if (!scene) return undefined;
  const { shop, target } = scene;
  const parameters: Parameters = { ...attack.size(shop), seed };
  const planned = attack.plan(asKnownTo(shop, parameters.knowledge), target, parameters);
  const isControl = attack.by === 'honest';
  const origins = isControl ? undefined : originPlanOf(choice, parameters);
  const events = withOrigins(
    planned,
    origins ? hostileOrigins(origins, seed) : (accountId) => picture.origins.get(accountId),
  );
  const involved = accountsIn(events);
  const hostile = isControl ? [] : [...involved];
  // Lists of people who took part are their own doing.
  const audience = scene.audience.filter((accountId) => !involved.has(accountId));
  const field = new Field(picture.policy);
  const noticed = replayByDay(field, picture.events, events, hostile);
  const attacked = { picture, attack, audience, involved, hostile };
  // Only what pairs items is after their pages.
  const pages = attack.name === 'co-visitation' ? attackedPages(picture.related, events, target) : [];
  const looks = field.withAndWithout((relish, name) => {
    const places = new Map(audience.map((accountId) => [accountId, relish.places(accountId)]));
    return {
      places,
      related: relatedOf(relish, pages),
      integrity: measureIntegrity(attacked, name, relish, places),
    };
  });
  const [relish, unfiltered] = [looks.relish, looks['relish-unfiltered']];
  const places = { relish: relish.places, 'relish-unfiltered': unfiltered.places };
  const related =
    pages.length === 0
      ? undefined
      : measureRelated(
          picture.related,
          {
            references: relatedReferences(pages, field, [...picture.events, ...events]),
            relish: { relish: relish.related, 'relish-unfiltered': unfiltered.related },
          },
          { pages, target, items: shop.items.length, hostile: hostile.length },
        );
  const learned = await picture.raccoon?.learn(events);
  const names = [...picture.rankings.keys()];
  const lists = await rankingsOfAll(names, audience, { field, places, raccoon: picture.raccoon });
  if (learned) await picture.raccoon?.forget(learned);
  return {
    data: picture.name,
    attack: attack.name,
    aim: attack.aim,
    by: attack.by,
    seed,
    target,
    audience: audience.length,
    parameters,
    paid: paidFor(events, shop),
    origins: origins ?? 'their own',
    ...(related && { related }),
    effects: effectsOf(picture, audience, target, lists),
    integrity: { relish: relish.integrity, 'relish-unfiltered': unfiltered.integrity },
    noticed,
  };
};

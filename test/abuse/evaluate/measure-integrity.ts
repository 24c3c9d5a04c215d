import { addChecks, checkCertificates, NOTHING } from '../measures/certificate-check.ts';
import { honestLosses } from '../measures/honest-losses.ts';
import { beyondNewcomerBound } from '../measures/newcomer-bound.ts';
import type { RelishName } from '../recommenders/field.ts';
import type { NamedPlace, Relish } from '../recommenders/relish.ts';
import type { Integrity } from './attack-run.ts';
import { type CleanPicture, honestIn } from './clean-picture.ts';
import { countCodes } from '../measures/count-codes.ts';
import type { Planned } from './plan-attack.ts';
import type { PlacesByAccount } from './rankings.ts';

interface Attacked extends Pick<Planned, 'attack' | 'audience' | 'involved' | 'hostile'> {
  readonly picture: CleanPicture;
}

const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

const countMoved = (before: readonly NamedPlace[], after: readonly NamedPlace[]): number => {
  const scores = new Map(before.map(({ itemId, score }) => [itemId, score]));
  const changed = after.filter(({ itemId, score }) => scores.get(itemId) !== score).length;
  const gone = new Set(before.map(({ itemId }) => itemId));
  for (const { itemId } of after) gone.delete(itemId);
  return changed + gone.size;
};

const measureLists = (
  { picture, attack, audience, hostile }: Attacked,
  name: RelishName,
  places: PlacesByAccount,
) => {
  const clean = picture.relish[name];
  const counted = attack.by === 'takeover' ? 2 * hostile.length : hostile.length;
  let [scoresMoved, certificates] = [0, NOTHING];
  const beyondBound: string[] = [];
  for (const accountId of audience) {
    const before = clean.places.get(accountId)!;
    const after = places.get(accountId)!;
    const ranking = after.map(({ itemId }) => itemId);
    scoresMoved += countMoved(before, after);
    if (attack.by === 'honest') continue;
    const check = checkCertificates(clean.answers.get(accountId)!, ranking, counted);
    // Only newcomers are what these promises are about.
    const fresh = attack.by === 'newcomers' && !picture.isWaived;
    certificates = addChecks(certificates, fresh ? check : { ...check, proofs: 0, moved: [] });
    if (fresh) {
      const beyond = beyondNewcomerBound(before, after, picture.policy.newcomers);
      beyondBound.push(...beyond.map((itemId) => `${itemId} for ${accountId}`));
    }
  }
  return { scoresMoved, certificates, beyondBound };
};

/** What became of promises and of people, with and without filters. */
export const measureIntegrity = (
  attacked: Attacked,
  name: RelishName,
  relish: Relish,
  places: PlacesByAccount,
): Integrity => {
  const { picture, attack, hostile, involved } = attacked;
  // Those who take part in a control are honest, too.
  const isHostile = (accountId: string) => attack.by !== 'honest' && involved.has(accountId);
  const before = new Map([...picture.relish[name].honest].filter(([accountId]) => !isHostile(accountId)));
  const verdicts = hostile.map((accountId) => relish.verdict(accountId));
  const isDown = (standing = '') => standing === 'demoted' || standing === 'quarantined';
  const after = honestIn(relish, [...before.keys()]);
  const accusations = [...after].map(([accountId, { verdict }]) =>
    verdict.codes.filter((code) => !before.get(accountId)!.verdict.codes.includes(code)),
  );
  return {
    ...measureLists(attacked, name, places),
    honest: honestLosses(before, after),
    evidence: {
      hostile: countCodes(verdicts.map((verdict) => verdict?.codes ?? [])),
      honest: countCodes(accusations),
    },
    suspected: shareOf(
      verdicts.filter((verdict) => verdict && verdict.codes.length > 0).length,
      hostile.length,
    ),
    demoted: shareOf(verdicts.filter((verdict) => isDown(verdict?.standing)).length, hostile.length),
  };
};

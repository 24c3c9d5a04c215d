import type {
  SafetyCurve,
  SafetyPoint,
  SafetyResult,
} from '../../../services/contracts/http/safety-curve.ts';
import { count, counted } from '../../look/format.ts';
import { shareWords } from '../fingerprints/fingerprint-words.ts';

type TooSmall = Extract<SafetyResult, { outcome: 'too-small' }>;

const ONE = 1_000_000;

/** A figure in millionths, as the literature writes it: 235412 → `0.235`. */
export const figureText = (micro: number): string => (micro / ONE).toFixed(3);

type Choice = Pick<SafetyPoint, 'clip' | 'power'>;

/** `Clip 20%, power 4`. */
export const choiceText = ({ clip, power }: Choice): string => `Clip ${shareWords(clip)}, power ${power}`;

export const againstText = (budget: number): string =>
  budget === 0 ? 'nobody' : counted(budget, 'hostile account');

/** Where the draft opens: the part of a policy that the choice changes, as JSON in the query `draft`. */
export const draftLink = ({ clip, power }: Choice): string =>
  `/policies?draft=${encodeURIComponent(JSON.stringify({ peers: { clip, power } }))}`;

const lackWords: Readonly<Record<TooSmall['lacks'][number]['what'], readonly [one: string, many: string]>> = {
  orders: [
    'order taken home on days before and after a cut',
    'orders taken home on days before and after a cut',
  ],
  returned: [
    'account that took something home before the cut and after it',
    'accounts that took something home before the cut and after it',
  ],
  established: ['established account at the cut', 'established accounts at the cut'],
};

/** What a shop lacks for a hold-out, a sentence each. */
export const lackTexts = ({ lacks }: TooSmall): readonly string[] =>
  lacks.map(({ what, has, needs }) => {
    const [one, many] = lackWords[what];
    return `${count(needs)} ${needs === 1 ? one : many}: there are ${count(has)}, ${count(needs - has)} more are needed.`;
  });

/** How old a result is; undefined while nothing happened since. */
export const ageText = (now: SafetyCurve['now'], result: SafetyResult): string | undefined => {
  if (now.policy !== result.policy)
    return 'Another policy came into force since: what is marked is the one before it.';
  const since = Number(now.position) - Number(result.position);
  return since > 0 ? `${counted(since, 'event')} came since.` : undefined;
};

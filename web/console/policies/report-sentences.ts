import type { DryRunReport } from '../../../services/contracts/http/policies.ts';
import { count, counted, percent } from '../../look/format.ts';

const MICRO = 1_000_000;

export interface Headline {
  readonly value: string;
  readonly label: string;
}

/** A share in millionths; what isn't nothing never reads as nothing. */
export const shareText = (micro: number): string =>
  micro > 0 && micro < 500 ? 'under 0.1%' : percent(micro / MICRO);

/** The middle certificate of the sampled lists; undefined if there are none. */
export const medianSet = (
  sets: DryRunReport['certificates']['sets'],
  side: 'before' | 'after',
): number | undefined => {
  const total = sets.reduce((sum, set) => sum + set[side], 0);
  let seen = 0;
  return sets.find((set) => (seen += set[side]) * 2 >= total && total > 0)?.accounts;
};

const arrow = (before: number, after: number): string =>
  `${before === after ? '' : `${count(before)} → `}${counted(after, 'account')}`;

/** What a person wants to know first: who moves, what moves, what it is worth against attackers. */
export const headlines = ({ standings, lists, shares, certificates }: DryRunReport): readonly Headline[] => [
  {
    value: count(standings.changed),
    label: `${standings.changed === 1 ? 'account changes its' : 'accounts change their'} standing`,
  },
  {
    value: `${count(lists.changed)} of ${count(lists.sampled)}`,
    label: `sampled lists change; ${shareText(lists.overlap)} of their items stay`,
  },
  { value: shareText(shares.totalVariation), label: 'of all votes move to other items' },
  {
    value: arrow(medianSet(certificates.sets, 'before') ?? 0, medianSet(certificates.sets, 'after') ?? 0),
    label: 'to change the middle one of the sampled lists',
  },
];

/** What somebody must not miss; empty if there is nothing of the kind. */
export const warnings = ({ waived, standings }: DryRunReport): readonly string[] => {
  const established = standings.counts.find(({ standing }) => standing === 'established');
  return [
    ...(waived.after && !waived.before
      ? [
          'Too few accounts would be established: newcomers would count in full, and no certificate would hold.',
        ]
      : []),
    ...(!waived.after && waived.before
      ? [
          'Enough accounts would be established: newcomers would be held to their share, and certificates would hold.',
        ]
      : []),
    ...(established?.after === 0 && established.before > 0 ? ['Nobody would be established.'] : []),
  ];
};

import type { getCertificate } from '../../../services/contracts/http/answers.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import { count, counted, days, money, votes } from '../../look/format.ts';
import { shortItemLabel } from '../items/item-label.ts';

export type Certificate = ReplyOf<typeof getCertificate>;

export interface Explanation {
  readonly tone: 'safe' | 'warning' | 'open';
  /** The answer in a few words: `At least 14 accounts`. */
  readonly headline: string;
  /** The rest, one fact a sentence. */
  readonly sentences: readonly string[];
}

const priceSentences = ({ price, cheapestOrder }: Certificate): readonly string[] => {
  if (price.established === 0) {
    return [
      `They can be new: it takes ${money(price.amount)} of food really picked up, the cheapest at ${money(cheapestOrder)}, and no waiting.`,
    ];
  }
  return [
    `${price.established === price.accounts ? 'All of them' : `${count(price.established)} of them`} must first become established, which takes ${days(price.days)} of orders really picked up.`,
    `The least they pay for food is ${money(price.amount)}, at ${money(cheapestOrder)} an order.`,
  ];
};

const newcomerSentence = ({ newcomerProof }: Certificate): string =>
  newcomerProof
    ? 'No number of new accounts can do it, whatever they order.'
    : 'New accounts alone could do it: the next one is close behind.';

const missing = (certificate: Certificate, limit: number): string => {
  const last = certificate.ranking.find(({ rank }) => rank === limit);
  const gap = last ? last.score - certificate.score : 0;
  return gap > 0 ? ` It is ${votes(gap)} short of place ${count(limit)}.` : '';
};

/** What it would take to push the item out of the top `limit`, in words for a person. */
export const explainCertificate = (certificate: Certificate, limit: number): Explanation => {
  const item = shortItemLabel(certificate);
  if (certificate.waived) {
    return {
      tone: 'warning',
      headline: 'No promise yet',
      sentences: [
        'The shop is new: until enough accounts are established, newcomers count in full, so anybody could change this list.',
      ],
    };
  }
  if (!certificate.inList) {
    const rank = certificate.rank === undefined ? '' : `It is at place ${count(certificate.rank)}.`;
    return {
      tone: 'open',
      headline: `${item} is not in the top ${count(limit)}`,
      sentences: [`${rank}${missing(certificate, limit)}`.trim()].filter(Boolean),
    };
  }
  return {
    tone: certificate.newcomerProof ? 'safe' : 'warning',
    headline: `At least ${counted(certificate.accounts, 'account')}`,
    sentences: [
      `Fewer than ${counted(certificate.accounts, 'hostile account')}, whatever they do, can’t push ${item} out of the top ${count(limit)}.`,
      newcomerSentence(certificate),
      ...priceSentences(certificate),
    ],
  };
};

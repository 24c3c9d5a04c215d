import { describe, expect, it } from '@jest/globals';
import { explainCertificate, type Certificate } from './explain-certificate.ts';
import { rankingLegend, rankingOption, toPass } from './ranking-option.ts';

const rival = (itemId: string, rank: number, score: number, gap: number, accountsToPass: number) => ({
  itemId,
  rank,
  score,
  parts: { own: 0, established: score - 500_000, newcomers: 500_000 },
  gap,
  accountsToPass,
});

const certificate: Certificate = {
  position: '0000000000000042',
  itemId: 'bcpcc-8',
  name: 'Blue Cheese and Potato Chip Complete',
  rank: 2,
  score: 21_000_000,
  waived: false,
  inList: true,
  accounts: 14,
  newcomerProof: true,
  price: { accounts: 14, established: 14, days: 14, amount: 119_000 },
  cheapestOrder: 500,
  ranking: [
    rival('plain-1', 1, 24_000_000, 0, 0),
    rival('bcpcc-8', 2, 21_000_000, 0, 0),
    rival('chili-3', 3, 9_500_000, 11_500_000, 11),
  ],
};

describe('a certificate in words', () => {
  it('says accounts, price, and that newcomers can not do it', () => {
    const { tone, headline, sentences } = explainCertificate(certificate, 3);
    expect([tone, headline]).toEqual(['safe', 'At least 14 accounts']);
    expect(sentences.join(' ')).toMatch('can’t push #8 out of the top 3.');
    expect(sentences.join(' ')).toMatch('No number of new accounts');
    expect(sentences.join(' ')).toMatch('All of them must first become established, which takes 14 days');
    expect(sentences.join(' ')).toMatch('$1,190');
  });

  it('warns where new accounts suffice', () => {
    const weak = { ...certificate, accounts: 1, newcomerProof: false };
    const price = { accounts: 1, established: 0, days: 0, amount: 500 };
    const { tone, headline, sentences } = explainCertificate({ ...weak, price }, 3);
    expect([tone, headline]).toEqual(['warning', 'At least 1 account']);
    expect(sentences.join(' ')).toMatch('They can be new');
  });

  it('promises nothing while the shop is new', () => {
    expect(explainCertificate({ ...certificate, waived: true }, 3).headline).toBe('No promise yet');
  });

  it('tells what is missing where the item is not in the list', () => {
    const out = {
      ...certificate,
      itemId: 'chili-3',
      name: 'Chili',
      rank: 3,
      score: 9_500_000,
      inList: false,
    };
    expect(explainCertificate(out, 2)).toEqual({
      tone: 'open',
      headline: '#3 is not in the top 2',
      sentences: ['It is at place 3. It is 11.5 votes short of place 2.'],
    });
  });
});

describe('the ranking', () => {
  it('tells of each rival what it needs', () => {
    expect(certificate.ranking.map((one) => toPass(one, certificate))).toEqual([
      'ahead',
      'this one',
      '11 accounts',
    ]);
  });

  it('draws the first place at the top, every part of a score, and what is missing', () => {
    expect(rankingOption(certificate, 'light', false)).toMatchObject({
      yAxis: { data: ['chili-3', 'bcpcc-8', 'plain-1'] },
      series: [{ data: [9, 20.5, 23.5] }, { data: [0.5, 0.5, 0.5] }, { data: [11.5, null, null] }],
    });
  });

  it('shows the own history where an account asks', () => {
    const ranking = certificate.ranking.map((one) => ({ ...one, parts: { ...one.parts, own: 2_000_000 } }));
    expect(rankingLegend({ ...certificate, ranking }, 'dark').map(({ label }) => label)).toEqual([
      'Established accounts',
      'Newcomers',
      'The account’s own history',
      'Missing to draw level',
    ]);
    expect(rankingLegend(certificate, 'dark')).toHaveLength(3);
  });
});

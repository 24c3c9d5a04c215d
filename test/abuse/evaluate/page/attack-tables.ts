import type { Interval } from '../../measures/interval.ts';
import { RELATED_NAMES } from '../measure-related.ts';
import type { AttackSummary } from '../summarise.ts';
import { escapeHtml } from './escape-html.ts';

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const cells = rows.map((row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`);
  const columns = head.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('');
  return `<div class="scroll"><table><thead><tr>${columns}</tr></thead><tbody>${cells.join('')}</tbody></table></div>`;
};

const INTEGRITY_COLUMNS = [
  'attack',
  'ordered from',
  'accounts paid for',
  'orders paid for',
  'days',
  'money',
  'days to evidence',
  'to a shared origin',
  'to demotion',
  'hostile with evidence',
  'hostile demoted',
  'honest accused',
  'honest fallen',
  'honest votes weakened',
  'NDCG@10 kept',
  'recall@20 kept',
  'certified places tried',
  'broken',
  'tried without filters',
  'broken without filters',
] as const;

const integrityRow = (one: AttackSummary): readonly string[] => {
  const figure = (interval: Interval | undefined): string => interval?.mean.toFixed(1) ?? '–';
  const percent = (interval: Interval | undefined): string =>
    interval ? `${Math.round(100 * interval.mean)} %` : '–';
  const { relish, 'relish-unfiltered': unfiltered } = one.certificates;
  return [
    one.attack,
    one.origins,
    ...[one.accounts, one.orders, one.days].map(figure),
    (one.cents.mean / 100).toFixed(2),
    ...[one.daysToEvidence, one.daysToOrigin, one.daysToDemotion].map(figure),
    ...[one.suspected, one.demoted].map(percent),
    ...[one.honestAccused, one.honestFallen, one.votesWeakened].map(figure),
    ...[one.effects.relish?.ndcg, one.effects.relish?.recall].map(percent),
    ...[relish.promised, relish.broken, unfiltered.promised, unfiltered.broken].map(String),
  ];
};

/** Each attack's price, and what became of evidence, people and certificates. */
export const integrityTable = (summaries: readonly AttackSummary[]): string =>
  table(INTEGRITY_COLUMNS, summaries.map(integrityRow));

/** What baskets of pairs did to the lists on items' pages; empty where no attack pairs items. */
export const relatedTable = (summaries: readonly AttackSummary[]): string => {
  const rows = summaries.flatMap(({ attack, related }) =>
    related
      ? RELATED_NAMES.map((name) => {
          const { hitBefore, hitAfter, rankBefore, rankAfter } = related[name];
          const hits = [hitBefore, hitAfter].map(({ mean }) => mean.toFixed(2));
          return [attack, name, ...hits, ...[rankBefore, rankAfter].map(({ mean }) => mean.toFixed(1))];
        })
      : [],
  );
  if (rows.length === 0) return '';
  const head = ['attack', 'list', 'HR@10 before', 'after', 'rank before', 'after'];
  const certified = summaries.flatMap(({ relatedCertificates }) => relatedCertificates ?? []);
  const said = certified.map(
    ({ promised, broken }) => `Relish had certified ${promised} places there; ${broken} were lost.`,
  );
  return [
    '<h3>Does the target get onto the pages of what it is paired with?</h3>',
    `<p>Lists of ten on best sellers’ pages, references uncapped. ${said.join(' ')}</p>`,
    table(head, rows),
  ].join('\n');
};

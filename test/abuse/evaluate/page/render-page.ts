import { type RecommenderName, RECOMMENDERS } from '../../recommenders/field.ts';
import type { CleanReport } from '../clean-report.ts';
import type { Judgement } from '../judge-promises.ts';
import type { Report } from '../report.ts';
import { chartsOf } from './data-set-charts.ts';
import { shapeOf } from './dot-plot.ts';
import { escapeHtml } from './escape-html.ts';
import { integrityTable, relatedTable } from './attack-tables.ts';
import { STYLE } from './style.ts';

const legend = (names: readonly RecommenderName[]): string =>
  `<ul class="legend">${names
    .map(
      (name, index) =>
        `<li><svg viewBox="0 0 16 16" aria-hidden="true">${shapeOf(index, 8, 8)}</svg>${name}</li>`,
    )
    .join('')}</ul>`;

const judgementItem = ({ claim, holds, tried, against }: Judgement): string => {
  const state = holds === undefined ? 'untried' : holds ? 'holds' : 'fails';
  const word = holds === undefined ? 'not tried' : holds ? `holds, ${tried} tried` : `fails, ${tried} tried`;
  const cases = against.map((one) => `<small>${escapeHtml(one)}</small>`).join('');
  return `<li class="${state}">${escapeHtml(claim)} (${word})${cases}</li>`;
};

const utilityTable = ({ utility }: CleanReport, names: readonly RecommenderName[]): string => {
  const row = (label: string, pick: 'ndcg' | 'recall'): string =>
    `<tr><td>${label}</td>${names.map((name) => `<td>${utility[name]?.[pick].toFixed(3) ?? ''}</td>`).join('')}</tr>`;
  const head = names.map((name) => `<th scope="col">${name}</th>`).join('');
  return `<div class="scroll"><table><thead><tr><th scope="col">without an attack</th>${head}</tr></thead><tbody>${row('NDCG@10', 'ndcg')}${row('recall@20', 'recall')}</tbody></table></div>`;
};

const section = (clean: CleanReport, report: Report, names: readonly RecommenderName[]): string => {
  const { data, accounts, established, items, events, notes, isWaived } = clean;
  const summaries = report.summaries.filter((one) => one.data === data);
  const charts = chartsOf(
    summaries,
    report.budgets.filter((one) => one.data === data),
    names,
  );
  const facts = `${accounts} accounts (${established} established), ${items} items, ${events.toLocaleString('en')} events.`;
  const waived = isWaived ? ' Too few are established: the newcomer cap is waived, nothing is promised.' : '';
  return [
    `<section><h2>${escapeHtml(data)}</h2>`,
    `<p>${escapeHtml([facts + waived, ...notes].join(' · '))}</p>`,
    utilityTable(clean, names),
    ...charts.map(
      ({ question, answer, svg }) =>
        `<h3>${question}</h3><p>${answer}</p>${legend(names)}<div class="scroll">${svg}</div>`,
    ),
    '<h3>What did integrity notice, and whom did it hit?</h3><p>Relish with filters; means over the seeds.</p>',
    integrityTable(summaries),
    relatedTable(summaries),
    '</section>',
  ].join('\n');
};

/** The evaluation as one page that needs nothing else. */
export const renderPage = (report: Report, seeds: number): string => {
  const names = RECOMMENDERS.filter((name) => report.recommenders.includes(name));
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Relish under attack</title><style>${STYLE}</style></head>
<body>
<h1>Relish under attack</h1>
<p>Every attack is merged into an honest history, and all recommenders get the same events. Dots are means over ${seeds} seeds, whiskers 95 % confidence (Student’s t). Point at a mark for its figure.</p>
<h2>What must hold</h2>
<ul class="judgements">${report.judgements.map(judgementItem).join('')}</ul>
${report.dataSets.map((clean) => section(clean, report, names)).join('\n')}
${report.absent.map(({ recommender, reason }) => `<p>${recommender}: skipped, ${escapeHtml(reason)}</p>`).join('\n')}
${report.skipped.map(({ data, reason }) => `<h2>${escapeHtml(data)}</h2><p>Skipped: ${escapeHtml(reason)}</p>`).join('\n')}
</body>
</html>
`;
};

import { parseArgs } from 'node:util';
import { type Blame, type BlameRun, blameItem, type Learnt, type Stand } from '../../contracts/http/blame.ts';
import { CliError, UsageError } from './cli-error.ts';
import { connect, expectReply, type Instance } from './connect.ts';
import { showProgress } from './show-progress.ts';
import { asTable, tame } from './show-rows.ts';
import { inWords, say, type Command, type ExitCode, type Terminal } from './terminal.ts';

const help = `relish blame REQUEST_ID ITEM_ID [--json]

Why an item stands where it does in a list that went out, or isn't in it, and what moved it
there: whose votes its score is made of, since when, and the events and people that changed
it last. Every list says its request id; relish query finds older ones. All of it is as of
the list's position, so asking again tells the same.

  --json   the same for programs

It works with a service's token; other accounts than the asking one are named only for the
token of an analyst or an admin (RELISH_SERVICE_TOKEN may hold that one, too).

Ends with 0.`;

const ONE = 1_000_000;
/** What fits on a screen; all of it comes with JSON. */
const DAYS_SHOWN = 14;
/** Seconds for which one request waits: short, so that the progress moves and a stop is heard. */
const WAIT_S = '2';

const votes = (micro: number): string => (micro / ONE).toFixed(2);
const nameOf = ({ itemId, name }: Blame['item']): string =>
  name === undefined ? itemId : `${name} (${itemId})`;
const placeOf = ({ rank, absence }: Stand): string =>
  rank === undefined ? (absence ?? 'none') : String(rank);

const table = (columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [...asTable({ columns: [...columns], rows: rows.map((row) => [...row]), isMore: false })]
    .join('')
    .trimEnd();

const partsTable = ({ stand: { parts, uncapped, score } }: Blame): string =>
  table(
    ['part', 'votes', ''],
    [
      ['own history', votes(parts.own), ''],
      ['established accounts', votes(parts.established), ''],
      [
        'newcomers',
        votes(parts.newcomers),
        uncapped > parts.newcomers ? `of ${votes(uncapped)} that they gave` : '',
      ],
      ['score', votes(score), ''],
    ],
  );

const backersTable = ({ backers: { standings, weeks } }: Blame): string =>
  table(
    ['whose votes', 'accounts', 'votes'],
    [
      ...standings.map(({ standing, accounts, amount }) => [standing, accounts, votes(amount)]),
      ...weeks.map(({ weeks: age, accounts, amount }) => [`known for ${age} weeks`, accounts, votes(amount)]),
    ],
  );

const rankOf = ({ rank }: Learnt['unasked']): string => (rank === undefined ? 'none' : String(rank));

const learntTable = ({ because, unasked }: Learnt): string =>
  table(
    ['had it not had', 'days', 'place then', 'votes then'],
    [
      ...because.map(({ days, without, ...item }) => [
        nameOf(item),
        days,
        rankOf(without),
        votes(without.score),
      ]),
      ['anything at all', '', rankOf(unasked), votes(unasked.score)],
    ],
  );

const historyTable = ({ history: { stands } }: Blame): string =>
  table(
    ['day', 'place', 'votes', 'established', 'newcomers', 'own', 'model'],
    stands
      .slice(-DAYS_SHOWN)
      .map((stand) => [
        stand.day ?? '',
        placeOf(stand),
        votes(stand.score),
        votes(stand.parts.established),
        votes(stand.parts.newcomers),
        votes(stand.parts.own),
        stand.model,
      ]),
  );

const actsTable = ({ acts }: Blame): readonly string[] =>
  acts.length === 0
    ? []
    : [
        '\nWhat people did, and what it did to the item',
        table(
          ['when', 'what', 'who', 'why', 'place', 'votes'],
          acts.map(({ time, type, count, author, reason, before, after }) => [
            time.slice(0, 16),
            count === 1 ? type : `${type} (${inWords(count)})`,
            author.id,
            reason,
            `${placeOf(before)} → ${placeOf(after)}`,
            `${votes(before.score)} → ${votes(after.score)}`,
          ]),
        ),
      ];

const inText = (found: Blame): string =>
  [
    `${tame(nameOf(found.item))} in ${found.requestId}, ${found.time}, position ${found.position}`,
    '',
    ...found.sentences.map(tame),
    '',
    partsTable(found),
    '',
    found.learnt ? learntTable(found.learnt) : backersTable(found),
    '',
    `At the end of ${found.history.everyDays === 1 ? 'each day' : `every ${found.history.everyDays} days`}, and in the list`,
    historyTable(found),
    ...actsTable(found),
    '',
    found.identical
      ? '✓ Computed again from the log: as it went out.'
      : '✗ Computed again from the log it is not as it went out: relish reproduce says what differs.',
  ].join('\n');

const STAGES: Readonly<Record<BlameRun['stage'], string>> = {
  waiting: 'waiting for others',
  reading: 'reading the log',
  looking: 'looking back',
};

/** Asks until it is worked out. */
const ask = async (instance: Instance, path: string, terminal: Terminal): Promise<Blame> => {
  let run: BlameRun = { state: 'running', stage: 'waiting', done: 0, total: 0 };
  const progress = showProgress('blame', terminal, () => ({
    share: run.total === 0 ? undefined : run.done / run.total,
    text: STAGES[run.stage],
  }));
  try {
    for (;;) {
      const found = expectReply(blameItem.reply, await instance.call(path), instance.url);
      if (found.state === 'done') return found;
      run = found;
      if (terminal.stop.aborted) throw new CliError('Stopped. It goes on there: ask again to see it.');
    }
  } finally {
    progress.end();
  }
};

const run = async (parameters: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  const options = { json: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ args: [...parameters], allowPositionals: true, options });
  const [requestId, itemId, ...others] = positionals;
  if (!requestId || !itemId || others.length > 0) {
    throw new UsageError('Name the list and the item: relish blame REQUEST_ID ITEM_ID.');
  }
  const instance = await connect(terminal.environment);
  const path = blameItem.path.replace('{requestId}', encodeURIComponent(requestId));
  const query = new URLSearchParams({ itemId, wait: WAIT_S }).toString();
  const found = await ask(instance, `${path}?${query}`, terminal);
  say(terminal.out, values.json ? JSON.stringify(found, null, 2) : inText(found));
  return 0;
};

export const blameCommand: Command = {
  name: 'blame',
  summary: 'Why is an item where it is in a list, and what moved it there',
  help,
  run,
};

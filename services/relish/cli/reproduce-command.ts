import { parseArgs } from 'node:util';
import { type Answer, reproduceAnswer } from '../../contracts/http/answers.ts';
import type { ReplyOf } from '../../contracts/http/route.ts';
import { UsageError } from './cli-error.ts';
import { connect, expectReply } from './connect.ts';
import { asTable, tame } from './show-rows.ts';
import { say, type Command, type ExitCode, type Terminal } from './terminal.ts';

const help = `relish reproduce REQUEST_ID [--json]

Computes a list that went out again, from the log as it was at the list's position, and
compares: items, scores, certificates, model and policy, to the byte.

  --json   the same for programs

Ends with 0 if it is identical, 1 if it isn't.`;

type Reproduced = ReplyOf<typeof reproduceAnswer>;

const votes = (micro: number): string => (micro / 1_000_000).toFixed(2);

const listText = ({ items }: Answer): string =>
  [
    ...asTable({
      columns: ['place', 'item', 'name', 'votes', 'certificate'],
      rows: items.map(({ itemId, name, score, certificate }, index) => [
        index + 1,
        itemId,
        name ?? '',
        votes(score),
        certificate.accounts,
      ]),
      isMore: false,
    }),
  ]
    .join('')
    .trimEnd();

/** The members that differ, as they went out and as they are now. */
const differencesText = ({ differences = [] }: Reproduced): string =>
  differences
    .flatMap(({ member, recorded = 'nothing', again = 'nothing' }) => [
      `  ${member}`,
      `    went out: ${recorded}`,
      `    now:      ${again}`,
    ])
    .map(tame)
    .join('\n');

const inText = (reproduced: Reproduced): string => {
  const { requestId, position, model, policy } = reproduced;
  const made = `${requestId}, position ${position}, by ${model.name} ${model.version} under policy ${policy}`;
  if (reproduced.identical)
    return [listText(reproduced), '', `✓ ${made}: computed again, identical to the byte.`].join('\n');
  return [
    `✗ ${made}: computed again it differs from what went out in`,
    differencesText(reproduced),
    'The log is the same; so the code is another: run the version that answered, or tell its makers.',
  ].join('\n');
};

const run = async (parameters: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  const options = { json: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ args: [...parameters], allowPositionals: true, options });
  const [requestId, ...others] = positionals;
  if (!requestId || others.length > 0) throw new UsageError('Name one list: relish reproduce REQUEST_ID.');
  const instance = await connect(terminal.environment);
  const path = reproduceAnswer.path.replace('{requestId}', encodeURIComponent(requestId));
  const reply = await instance.call(path, { body: '' });
  const reproduced = expectReply(reproduceAnswer.reply, reply, instance.url);
  say(terminal.out, values.json ? JSON.stringify(reproduced, null, 2) : inText(reproduced));
  return reproduced.identical ? 0 : 1;
};

export const reproduceCommand: Command = {
  name: 'reproduce',
  summary: 'Compute a list that went out again, and compare',
  help,
  run,
};

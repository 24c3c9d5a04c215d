import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { type Answer, getRecorded, reproduceAnswer } from '../../contracts/http/answers.ts';
import { UsageError } from './cli-error.ts';
import { connect, expectReply, type Instance } from './connect.ts';
import { asTable, tame } from './show-rows.ts';
import { say, type Command, type ExitCode, type Terminal } from './terminal.ts';

const help = `relish reproduce REQUEST_ID [--json]

Computes a list that went out again, from the log as it was at the list's position, and
compares: items, scores, certificates, model and policy, to the byte.

  --json   the same for programs

Ends with 0 if it is identical, 1 if it isn't.`;

type Reproduced = z.infer<typeof reproduceAnswer.reply>;

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
const differences = (recorded: Answer, again: Answer): string => {
  const before = new Map(Object.entries(recorded));
  const after = new Map(Object.entries(again));
  const rows = [...new Set([...before.keys(), ...after.keys()])]
    .map((member) => [member, JSON.stringify(before.get(member)), JSON.stringify(after.get(member))] as const)
    .filter(([, one, other]) => one !== other);
  return rows
    .flatMap(([member, one = 'nothing', other = 'nothing']) => [
      `  ${member}`,
      `    went out: ${one}`,
      `    now:      ${other}`,
    ])
    .map(tame)
    .join('\n');
};

const recordedOf = async (instance: Instance, path: string): Promise<Answer> =>
  expectReply(getRecorded.reply, await instance.call(path), instance.url).answer;

const inText = async (instance: Instance, recordedPath: string, reproduced: Reproduced): Promise<string> => {
  const { identical, ...again } = reproduced;
  const { requestId, position, model, policy } = again;
  const made = `${requestId}, position ${position}, by ${model.name} ${model.version} under policy ${policy}`;
  if (identical) return [listText(again), '', `✓ ${made}: computed again, identical to the byte.`].join('\n');
  return [
    `✗ ${made}: computed again it differs from what went out in`,
    differences(await recordedOf(instance, recordedPath), again),
    'The log is the same; so the code is another: run the version that answered, or tell its makers.',
  ].join('\n');
};

const run = async (parameters: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  const options = { json: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ args: [...parameters], allowPositionals: true, options });
  const [requestId, ...others] = positionals;
  if (!requestId || others.length > 0) throw new UsageError('Name one list: relish reproduce REQUEST_ID.');
  const instance = await connect(terminal.environment);
  const filled = (path: string) => path.replace('{requestId}', encodeURIComponent(requestId));
  const reply = await instance.call(filled(reproduceAnswer.path), { body: '' });
  const reproduced = expectReply(reproduceAnswer.reply, reply, instance.url);
  const text = values.json
    ? JSON.stringify(reproduced, null, 2)
    : await inText(instance, filled(getRecorded.path), reproduced);
  say(terminal.out, text);
  return reproduced.identical ? 0 : 1;
};

export const reproduceCommand: Command = {
  name: 'reproduce',
  summary: 'Compute a list that went out again, and compare',
  help,
  run,
};

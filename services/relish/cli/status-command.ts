import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { getStatus } from '../../contracts/http/overview.ts';
import { CliError } from './cli-error.ts';
import { connect, expectReply, type Instance } from './connect.ts';
import { heldText } from './held-text.ts';
import { inWords, say, type Command, type ExitCode, type Terminal } from './terminal.ts';

type Status = z.infer<typeof getStatus.reply>;

const help = `relish status [--json]

Says whether Relish is ready, how far it is, and what it knows.

  --json   the same for programs

Ends with 0 if it is ready, 1 if it isn't or doesn't answer.`;

/** Nobody answering was found out before: a failure here means that it is there and not ready. */
const isReady = async (instance: Instance): Promise<boolean> => {
  try {
    await instance.call('/readyz');
    return true;
  } catch (error) {
    if (error instanceof CliError) return false;
    throw error;
  }
};

const row = (label: string, text: string): string => `  ${label.padEnd(12)}${text}`;

const awayText = ({ awaySince, waitingExposures = 0 }: Status): readonly string[] =>
  awaySince === undefined
    ? []
    : [
        `✗ The log can't be reached since ${awaySince}: lists go on from what was known and may be out of date,`,
        `  orders and events are refused; ${inWords(waitingExposures)} answers wait to be recorded. See to the`,
        '  engine at REDIS_URL; Relish goes on by itself when it is back.',
      ];

const inText = (url: string, ready: boolean, status: Status): string => {
  const { position, lag, day, events, accounts, established, quarantined, items, policy, digest } = status;
  const standing = `${inWords(established)} established, ${inWords(quarantined)} quarantined`;
  return [
    `Relish at ${url} is ${ready ? 'ready' : 'not ready'}`,
    row('position', `${position}${lag > 0 ? `, ${inWords(lag)} events behind the log` : ', up to date'}`),
    row('events', inWords(events)),
    row('today', day ?? 'nothing has happened yet'),
    row('accounts', `${inWords(accounts)}: ${standing}`),
    row('items', inWords(items)),
    row('policy', policy),
    row('digest', digest),
    ...(status.waived
      ? [
          'The shop is new: newcomers count in full, and no list is certified until more accounts are established.',
        ]
      : []),
    ...(status.held ? [heldText(status.held)] : []),
    ...awayText(status),
  ].join('\n');
};

const runStatus = async (parameters: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  const { values } = parseArgs({
    args: [...parameters],
    options: { json: { type: 'boolean', default: false } },
  });
  const instance = await connect(terminal.environment);
  const status = expectReply(getStatus.reply, await instance.call(getStatus.path), instance.url);
  const ready = await isReady(instance);
  const text = values.json
    ? JSON.stringify({ url: instance.url, ready, ...status })
    : inText(instance.url, ready, status);
  say(terminal.out, text);
  return ready ? 0 : 1;
};

export const statusCommand: Command = {
  name: 'status',
  summary: 'Is it ready, how far is it, what does it know',
  help,
  run: runStatus,
};

import { parseArgs } from 'node:util';
import type { z } from 'zod';
import {
  dropDeadLetters,
  listDeadLetters,
  replayDeadLetters,
  type WhichLetters,
} from '../../contracts/http/dead-letters.ts';
import type { Route } from '../../contracts/http/route.ts';
import { UsageError } from './cli-error.ts';
import { connect, expectReply, type Instance } from './connect.ts';
import { inWords, say, type Command, type ExitCode, type Terminal } from './terminal.ts';

const help = `relish dead-letters [REASON|ID] [--replay|--drop] [--json]

What was sent to the ingest and refused is kept, with the reason and who sent it; origins
are hashed. Without an option it lists the newest, or those of REASON; with an ID it
shows that one. Events on the log that no list rests on are told, too: they stay there.

  --replay   judge them anew: what is taken now goes on the log and is kept no more
  --drop     keep them no more; nobody can get them back
  --json     the same for programs

Ends with 0, or with 1 if something is refused again.`;

type Letters = z.infer<typeof listDeadLetters.reply>;

const LETTER_ID = /^[0-9a-f]{32}$/;
const REASON = /^[a-z-]{1,64}$/;

const whichOf = (words: readonly string[]): WhichLetters => {
  const [word, ...others] = words;
  if (others.length > 0) throw new UsageError('Name one reason, or one id.');
  if (word === undefined) return {};
  if (LETTER_ID.test(word)) return { id: word };
  if (REASON.test(word)) return { reason: word };
  throw new UsageError(`${word} is no reason, such as unknown-event-type, and no id of a dead letter.`);
};

const countsText = (counts: Readonly<Record<string, number>>): readonly string[] =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `  ${reason.padEnd(22)}${inWords(count)}`);

const passedText = ({ passedOver: { unknownType, unreadable, last } }: Letters): readonly string[] =>
  unknownType + unreadable === 0
    ? []
    : [
        `On the log, and no list rests on them: ${inWords(unknownType)} of a type that another version knows, ` +
          `${inWords(unreadable)} unreadable`,
        ...last
          .slice(0, 10)
          .map(({ position, type, source, id }) => `  ${position}  ${type} ${source} ${id}`),
      ];

const listText = (found: Letters): string =>
  [
    ...(Object.keys(found.counts).length === 0
      ? ['No dead letters.']
      : ['Dead letters', ...countsText(found.counts), '']),
    ...found.letters.map(
      ({ id, reason, received, sender }) =>
        `  ${id}  ${received}  ${reason}  from ${sender.id} (${sender.role})`,
    ),
    ...passedText(found),
  ].join('\n');

const ask = async <T extends z.ZodType>(
  instance: Instance,
  { path, reply }: Pick<Route<z.ZodObject, z.ZodObject, z.ZodType, T>, 'path' | 'reply'>,
  which: WhichLetters,
): Promise<z.output<T>> => {
  const body = { body: JSON.stringify(which), contentType: 'application/json' };
  return expectReply<z.output<T>>(reply, await instance.call(path, body), instance.url);
};

const list = async (instance: Instance, which: WhichLetters): Promise<Letters> => {
  const query = new URLSearchParams({ limit: '25' });
  for (const [name, value] of Object.entries(which)) if (value !== undefined) query.set(name, value);
  const found = await instance.call(`${listDeadLetters.path}?${query.toString()}`);
  return expectReply(listDeadLetters.reply, found, instance.url);
};

/** As many requests as it takes; what is refused again stays, so only what was taken makes way for more. */
const replay = async (instance: Instance, which: WhichLetters, { out }: Terminal): Promise<ExitCode> => {
  const { accepted, duplicates, refused, more } = await ask(instance, replayDeadLetters, which);
  say(out, `${inWords(accepted)} accepted, ${inWords(duplicates)} were known already.`);
  if (more) say(out, 'There are more: replay again.');
  if (Object.keys(refused).length === 0) return 0;
  say(out, ['Refused again', ...countsText(refused)].join('\n'));
  return 1;
};

const run = async (parameters: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  const options = {
    replay: { type: 'boolean' },
    drop: { type: 'boolean' },
    json: { type: 'boolean' },
  } as const;
  const { values, positionals } = parseArgs({ args: [...parameters], allowPositionals: true, options });
  if (values.replay && values.drop) throw new UsageError('Replay them or drop them, not both.');
  const which = whichOf(positionals);
  const instance = await connect(terminal.environment);
  if (values.replay) return replay(instance, which, terminal);
  if (values.drop) {
    const { dropped } = await ask(instance, dropDeadLetters, which);
    say(terminal.out, `${inWords(dropped)} dropped.`);
    return 0;
  }
  const found = await list(instance, which);
  const isWhole = values.json === true || which.id !== undefined;
  say(terminal.out, isWhole ? JSON.stringify(values.json ? found : found.letters, null, 2) : listText(found));
  return 0;
};

export const deadLettersCommand: Command = {
  name: 'dead-letters',
  summary: 'What was refused: look at it, send it again, drop it',
  help,
  run,
};

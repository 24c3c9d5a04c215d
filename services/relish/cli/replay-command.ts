import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { hasErrorCode } from '../../platform/files/has-error-code.ts';
import { readBundle } from '../../recommender/incidents/bundles/read-bundle.ts';
import { type Replay, replayBundle } from '../../recommender/incidents/bundles/replay-bundle.ts';
import { openBundleWith } from '../launch/open-signing.ts';
import { CliError, UsageError } from './cli-error.ts';
import { trustedBy } from './find-keys.ts';
import { configOf } from './open-objects.ts';
import { tame } from './show-rows.ts';
import { type Command, type ExitCode, inWords, say, type Terminal } from './terminal.ts';

const TOLD = 5;

const help = `relish replay BUNDLE [--key KEY] [--json]

Computes a forensic bundle again, on any machine, without the service and its log: the answers
from the state and the trained models that are in the bundle, by this version's code, and what
the monitors find in what they saw. A bundle is a file from the console's Incidents page, or from
GET /v1/incidents/{id}/bundle.

  --key KEY   whose seal counts: ed25519:… as relish backup prints it. The key of the data folder
              (RELISH_DATA) and those of RELISH_TRUSTED_KEYS count, too. Nothing is read of a
              bundle that nobody trusted has sealed: a state is made from it
  --json      the same for programs

Ends with 0 if every answer comes out as the service gave it and the finding comes again,
1 if not.`;

const readText = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (hasErrorCode(cause, 'ENOENT')) throw new CliError(`There is no file ${path}.`, { cause });
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CliError(`${path} can't be read: ${why}.`, { cause });
  }
};

/** Does the finding come again? A statement that doesn't hold is told by the statements. */
const comesAgain = ({ bundle: { kind }, found, behaviours }: Replay): boolean =>
  kind === 'behaviour' ? behaviours.some(({ holds }) => !holds) : found.some((one) => one.kind === kind);

const answersText = ({ answers, bundle }: Replay): readonly string[] => {
  if ('leftOut' in bundle.snapshot) return [`No answer is computed again: ${bundle.snapshot.leftOut}`];
  const different = answers.filter(({ isSameNow }) => !isSameNow);
  const then = answers.filter(({ isSameThen }) => isSameThen).length;
  return [
    ...(bundle.answers.length > answers.length
      ? [
          `${inWords(bundle.answers.length - answers.length)} answers are by trained models that are not in the bundle, or of another version, and not computed again.`,
        ]
      : []),
    `${inWords(answers.length - different.length)} of ${inWords(answers.length)} answers come out as the service gave them at ${bundle.position}; ${inWords(then)} as they went out before`,
    ...different
      .slice(0, TOLD)
      .map(
        ({ requestId, model, items, expected }) =>
          `  ${requestId} by ${model}: ${items.join(', ')} here, ${expected.join(', ')} there`,
      ),
  ];
};

const inText = (replay: Replay): string => {
  const { bundle, found, behaviours } = replay;
  const others = found.filter(({ kind }) => kind !== bundle.kind);
  return [
    `${bundle.kind}, ${bundle.time}: ${bundle.reason}`,
    comesAgain(replay)
      ? 'The finding comes again.'
      : 'The finding does not come again: this version judges otherwise.',
    ...others.map(({ kind, reason }) => `  also ${kind}: ${reason}`),
    ...answersText(replay),
    ...behaviours
      .filter(({ holds }) => !holds)
      .map(({ id, failed, cases }) => `  does not hold: ${id}, ${failed} of ${cases} cases`),
    `${inWords(bundle.suspects.length)} suspects${bundle.suspects.length > 0 ? ':' : ''}`,
    ...bundle.suspects
      .slice(0, TOLD)
      .map(
        ({ accountId, standing, evidence }) =>
          `  ${accountId} (${standing}) ${evidence.map(({ code }) => code).join(', ')}`,
      ),
  ]
    .map(tame)
    .join('\n');
};

const run = async (parameters: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  const options = { key: { type: 'string', multiple: true }, json: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ args: [...parameters], allowPositionals: true, options });
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw new UsageError('Which bundle? relish replay FILE');
  const trusted = await trustedBy(configOf(terminal.environment), values.key ?? []);
  const opened = await readBundle(await readText(file), openBundleWith(trusted));
  const replay = await replayBundle(opened, terminal.stop);
  const { bundle, ...results } = replay;
  const { incidentId, kind, reason, position } = bundle;
  const told = { incidentId, kind, reason, position, ...results };
  say(terminal.out, values.json ? JSON.stringify(told, null, 2) : inText(replay));
  return comesAgain(replay) && replay.answers.every(({ isSameNow }) => isSameNow) ? 0 : 1;
};

export const replayCommand: Command = {
  name: 'replay',
  summary: 'Compute a forensic bundle of an incident again, anywhere',
  help,
  run,
};

import { hasErrorCode } from '../../platform/files/has-error-code.ts';
import { ConfigError } from '../../platform/config/config.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { ImportError } from '../import/import-error.ts';
import { backupCommand } from './backup-command.ts';
import { blameCommand } from './blame-command.ts';
import { CliError, UsageError } from './cli-error.ts';
import { deadLettersCommand } from './dead-letters-command.ts';
import { evaluateCommand } from './evaluate-command.ts';
import { exportCommand } from './export-command.ts';
import { importCommand } from './import-command.ts';
import { productsCommand } from './products-command.ts';
import { modelsCommand } from './models-command.ts';
import { queryCommand } from './query-command.ts';
import { reproduceCommand } from './reproduce-command.ts';
import { replayCommand } from './replay-command.ts';
import { restoreCommand } from './restore-command.ts';
import { statusCommand } from './status-command.ts';
import { say, type Command, type ExitCode, type Terminal } from './terminal.ts';
import { verifyCommand } from './verify-command.ts';

const commands: readonly Command[] = [
  importCommand,
  statusCommand,
  verifyCommand,
  evaluateCommand,
  backupCommand,
  restoreCommand,
  exportCommand,
  queryCommand,
  productsCommand,
  deadLettersCommand,
  blameCommand,
  reproduceCommand,
  replayCommand,
  modelsCommand,
];

const overview = `relish COMMAND

${commands.map(({ name, summary }) => `  ${name.padEnd(14)}${summary}`).join('\n')}

relish COMMAND --help says more.

It talks to RELISH_URL (default http://127.0.0.1:8080) with RELISH_SERVICE_TOKEN, or with the
token that the instance on this machine keeps in its data folder (RELISH_DATA, default .data).`;

const HELP = new Set(['--help', '-h']);

const WRONG_OPTION = [
  'ERR_PARSE_ARGS_UNKNOWN_OPTION',
  'ERR_PARSE_ARGS_INVALID_OPTION_VALUE',
  'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL',
];
/** parseArgs says what is wrong with options in a way that is fit for people. */
const isWrongOption = (error: unknown): error is Error =>
  WRONG_OPTION.some((code) => hasErrorCode(error, code));

const dispatch = async (words: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  const [name, ...parameters] = words;
  if (name === undefined) throw new UsageError(`Which command?\n\n${overview}`);
  if (HELP.has(name) || name === 'help') {
    say(terminal.out, overview);
    return 0;
  }
  const command = commands.find((known) => known.name === name);
  if (!command) throw new UsageError(`There is no command ${name}.\n\n${overview}`);
  if (parameters.some((word) => HELP.has(word))) {
    say(terminal.out, command.help);
    return 0;
  }
  return command.run(parameters, terminal);
};

const isKnown = (error: unknown): error is Error =>
  error instanceof CliError ||
  error instanceof ImportError ||
  error instanceof AppError ||
  error instanceof ConfigError ||
  isWrongOption(error);

/**
 * Runs one command. Known failures are told without a trace; a defect of ours is thrown.
 * @param words the command line after `relish`
 */
export const runRelish = async (words: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  try {
    return await dispatch(words, terminal);
  } catch (error) {
    if (!isKnown(error)) throw error;
    say(terminal.err, `✗ ${error.message}`);
    return error instanceof UsageError || isWrongOption(error) ? 2 : 1;
  }
};

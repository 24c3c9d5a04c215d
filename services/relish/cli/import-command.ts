import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { asImportError, openInput, type Input } from '../import/open-input.ts';
import { createTally, type Tally, type TallyReport } from '../import/tally.ts';
import { checkEvents } from './check-events.ts';
import { UsageError } from './cli-error.ts';
import { connect } from './connect.ts';
import { findHeldText } from './held-text.ts';
import { importFormats, type ReadEvents } from './import-formats.ts';
import { tellImport } from './import-lineage.ts';
import { importReport } from './import-report.ts';
import { createIngest } from './create-ingest.ts';
import { createDelivery, sendEvents, type Delivery } from './send-events.ts';
import { showProgress } from './show-progress.ts';
import { inWords, say, type Command, type ExitCode, type Terminal } from './terminal.ts';

const FORMATS = [...importFormats.keys()].join(', ');
const SAFE_AGAIN = 'It is safe to run again: what is on the log already only counts as a duplicate.';

const help = `relish import FILE [--format FORMAT] [--dry-run]

Sends the events of a file to Relish. Safe to run again, also after it was stopped:
events have ids, and what is there already counts as a duplicate.

  FILE              plain or gzip; - for standard input
  --format FORMAT   cloudevents (default): CloudEvents, one JSON object a line
                    online-retail: the CSV of UCI Online Retail; cancelled rows become
                    refunds of the order that they undo
                    movielens: u.data, with the names in u.item beside it
  --dry-run         reads and checks everything, sends nothing

Ends with 0 if all went well, 1 if something was refused, unreadable or failed.`;

interface Parameters {
  readonly file: string;
  readonly format: string;
  readonly readEvents: ReadEvents;
  readonly dryRun: boolean;
}

const readParameters = (parameters: readonly string[]): Parameters => {
  const { values, positionals } = parseArgs({
    args: [...parameters],
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'cloudevents' },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) {
    throw new UsageError('Name one FILE to import, or - for standard input.');
  }
  const { format, 'dry-run': dryRun } = values;
  const readEvents = importFormats.get(format);
  if (!readEvents) throw new UsageError(`There is no format ${format}. It may be ${FORMATS}.`);
  return { file, format, readEvents, dryRun };
};

/** One import under way. */
interface Run {
  readonly input: Input;
  readonly tally: Tally;
  readonly delivery: Delivery;
  /** Why it waits, if it does. */
  waiting: string;
}

const showRun = (file: string, terminal: Terminal, run: Run) =>
  showProgress(`Importing ${basename(file)}`, terminal, () => {
    const { input, tally, delivery, waiting } = run;
    const lines = `${inWords(tally.report().lines)} lines read, ${inWords(delivery.sent)} events done`;
    return { share: input.size && input.bytesRead() / input.size, text: `${lines}${waiting}` };
  });

/** Reads and sends everything; stopping is no failure here. */
const transfer = async (
  run: Run,
  { file, readEvents, dryRun }: Parameters,
  terminal: Terminal,
): Promise<void> => {
  const { input, tally, delivery } = run;
  const { stop, environment } = terminal;
  const post = dryRun
    ? undefined
    : await createIngest(await connect(environment), stop, (waiting) => (run.waiting = waiting));
  stop.addEventListener('abort', input.interrupt, { once: true });
  const progress = showRun(file, terminal, run);
  try {
    const events = readEvents(input, tally, file);
    await (post ? sendEvents(events, post, delivery, stop) : checkEvents(events, delivery, stop));
  } catch (error) {
    if (!stop.aborted) throw asImportError(error, file);
  } finally {
    progress.end();
    stop.removeEventListener('abort', input.interrupt);
  }
};

/** A person who forgot --format would otherwise read half a million times that a line is no JSON. */
const isStrange = ({ lines, unreadable }: TallyReport): boolean =>
  lines > 0 && Object.values(unreadable).reduce((sum, { count }) => sum + count, 0) === lines;

const exitCode = ({ tally, delivery }: Run, stop: AbortSignal): ExitCode => {
  const isClean = delivery.refused === 0 && Object.keys(tally.report().unreadable).length === 0;
  return isClean && !stop.aborted ? 0 : 1;
};

/** Whoever imported wants to see it in the lists: says so if that has to wait. */
const tellIfHeld = async (
  { position }: Delivery,
  { dryRun }: Parameters,
  { environment, err }: Terminal,
): Promise<void> => {
  if (dryRun || position === undefined) return;
  const text = await findHeldText(await connect(environment), position);
  if (text !== undefined) say(err, text);
};

const runImport = async (parameters: Parameters, terminal: Terminal): Promise<ExitCode> => {
  const { file, format, dryRun } = parameters;
  const start = performance.now();
  await using input = await openInput(file, terminal.stdin);
  const run: Run = { input, tally: createTally(), delivery: createDelivery(), waiting: '' };
  const report = () => {
    const seconds = (performance.now() - start) / 1_000;
    // maxRSS is in kilobytes on every platform.
    const peakMemory = process.resourceUsage().maxRSS * 1_024;
    const { delivery, tally } = run;
    say(
      terminal.out,
      importReport({ file, format, dryRun, tally: tally.report(), delivery, seconds, peakMemory }),
    );
  };
  try {
    const work = () => transfer(run, parameters, terminal);
    await (dryRun ? work() : tellImport({ file, format, ...run }, terminal, work));
  } catch (error) {
    if (run.delivery.sent > 0) {
      report();
      say(terminal.err, `Not finished. ${SAFE_AGAIN}`);
    }
    throw error;
  }
  report();
  if (isStrange(run.tally.report()))
    say(terminal.err, `No line could be read as ${format}. Is it another --format (${FORMATS})?`);
  if (terminal.stop.aborted) say(terminal.err, `Stopped. ${SAFE_AGAIN}`);
  await tellIfHeld(run.delivery, parameters, terminal);
  return exitCode(run, terminal.stop);
};

export const importCommand: Command = {
  name: 'import',
  summary: 'Send the events of a file: CloudEvents, or a known data set',
  help,
  run: (parameters, terminal) => runImport(readParameters(parameters), terminal),
};

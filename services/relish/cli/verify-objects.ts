import { positionAt, sequenceOf } from '../../platform/event-log/position.ts';
import { listStreams } from '../../platform/archive/list-archive.ts';
import type { StoreReport } from '../../platform/backup/verify-store.ts';
import { checkObjects } from './check-objects.ts';
import { trustedBy } from './find-keys.ts';
import { configOf, openObjects } from './open-objects.ts';
import { problemText } from './problem-text.ts';
import { type ExitCode, inWords, say, type Terminal } from './terminal.ts';

interface Parameters {
  readonly from?: string;
  readonly key?: readonly string[];
  readonly reach?: string;
}

const inText = ({ archives, backups, problems }: StoreReport, where: string): string => {
  const [last] = backups.toSorted((a, b) => b.position - a.position);
  return [
    `The archive in ${where}`,
    ...archives.map(({ stream, segments, events, to }) => {
      const counts = `${inWords(segments)} segments in order, ${inWords(events)} events`;
      return `  ${`log/${stream}`.padEnd(18)}${counts} up to position ${positionAt(to)}`;
    }),
    ...(last
      ? [
          `  ${'backups'.padEnd(18)}${inWords(backups.length)}, the last up to position ${positionAt(last.position)}`,
        ]
      : []),
    problems.length === 0 ? '✓ All of it is as it was signed.' : problemText(problems),
  ].join('\n');
};

const isNothing = ({ archives, backups, problems }: StoreReport): boolean =>
  archives.length + backups.length + problems.length === 0;

/** `relish verify --archive`: everything that is archived or backed up, read and checked. */
export const verifyObjects = async (
  { from, key = [], reach }: Parameters,
  terminal: Terminal,
): Promise<ExitCode> => {
  const config = configOf(terminal.environment);
  const mustReach = reach === undefined ? 0 : sequenceOf(reach);
  const trusted = await trustedBy(config, key);
  await using objects = await openObjects(config, from);
  const streams = mustReach > 0 ? await listStreams(objects.store) : [];
  const found = await checkObjects(
    { store: objects.store, trusted, reach: new Map(streams.map((stream) => [stream, mustReach])) },
    terminal,
  );
  if (isNothing(found)) {
    say(terminal.err, `✗ Nothing is archived in ${objects.where}.`);
    return 1;
  }
  say(terminal.out, inText(found, objects.where));
  return found.problems.length === 0 ? 0 : 1;
};

import { medianRank, SHOWN, type Standing } from './measure-lists.ts';
import type { SaboteurOutcome } from './run-saboteur.ts';

const rankText = (rank: number): string => (rank === Infinity ? 'gone' : `#${rank}`);
const shareText = ({ shownIn, ranks }: Standing): string =>
  `${Math.round((100 * shownIn) / Math.max(1, ranks.length))} %`;

const column = (label: string, cells: readonly string[]): string =>
  [label.padEnd(34), ...cells.map((cell) => cell.padEnd(20))].join('').trimEnd();

/** Before and after, model by model, side by side. */
export const reportSaboteur = (target: string, outcomes: readonly SaboteurOutcome[]): string =>
  [
    column(
      '',
      outcomes.map(({ variant }) => variant),
    ),
    column(
      `${target}: median rank`,
      outcomes.map(({ before, after }) => `${rankText(medianRank(before))} → ${rankText(medianRank(after))}`),
    ),
    column(
      `in the top ${SHOWN} of bystanders' lists`,
      outcomes.map(({ before, after }) => `${shareText(before)} → ${shareText(after)}`),
    ),
    column(
      'lists in which its rank moved',
      outcomes.map(({ before, after }) => {
        const moved = after.ranks.filter((rank, index) => rank !== before.ranks[index]).length;
        return `${moved} of ${after.ranks.length}`;
      }),
    ),
    column(
      'the prankster saw his list move',
      outcomes.map(({ result }) => (result.ownListMoved ? 'yes' : 'no')),
    ),
    column(
      "friends' lists that moved",
      outcomes.map(({ result }) => String(result.friendsListsMoved)),
    ),
    column(
      'orders placed and cancelled',
      outcomes.map(({ result }) => String(result.placedAndCancelled)),
    ),
  ].join('\n');

/** What the story needs: on `naive` the target vanishes from the shown lists, on `peers` no rank moves. */
export const verdictOf = (outcomes: readonly SaboteurOutcome[]): { ok: boolean; text: string } => {
  const naive = outcomes.find(({ variant }) => variant === 'naive');
  const peers = outcomes.find(({ variant }) => variant === 'peers');
  const vanished = naive !== undefined && naive.before.shownIn > 0 && naive.after.shownIn === 0;
  const held = peers?.after.ranks.every((rank, index) => rank === peers.before.ranks[index]) ?? false;
  return {
    ok: vanished && held,
    text: [
      vanished ? 'naive: it vanished from everybody’s list.' : 'naive: it did not vanish; try more --orders.',
      held ? 'peers: its rank did not move in any list.' : 'peers: ITS RANK MOVED.',
    ].join('\n'),
  };
};

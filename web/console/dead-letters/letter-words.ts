import type { listDeadLetters, replayDeadLetters } from '../../../services/contracts/http/dead-letters.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import { count, counted } from '../../look/format.ts';

/** What became of letters that were judged anew. */
export const replayText = ({
  accepted,
  duplicates,
  refused,
  more,
}: ReplyOf<typeof replayDeadLetters>): string => {
  const again = Object.values(refused).reduce((sum, each) => sum + each, 0);
  return [
    `${counted(accepted, 'event')} accepted`,
    ...(duplicates > 0 ? [`${count(duplicates)} known already`] : []),
    ...(again > 0 ? [`${count(again)} refused again`] : []),
    ...(more ? ['there are more'] : []),
  ].join(', ');
};

/** Events on the log that no list rests on; undefined where there are none. */
export const passedText = ({
  unknownType,
  unreadable,
}: ReplyOf<typeof listDeadLetters>['passedOver']): string | undefined =>
  unknownType + unreadable === 0
    ? undefined
    : `On the log, where they stay, no list rests on ${counted(unknownType, 'event')} of a type that only another ` +
      `version knows, and on ${count(unreadable)} that can’t be read.`;

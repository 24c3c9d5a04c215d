import type { IngestedEvent } from '../../contracts/events.ts';
import {
  dropDeadLetters,
  listDeadLetters,
  replayDeadLetters,
  type WhichLetters,
} from '../../contracts/http/dead-letters.ts';
import type { ReplyOf } from '../../contracts/http/route.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { Publication } from '../incidents/publication.ts';
import { judgeEvent } from '../ingest/judge-event.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { LetterName } from './letter-names.ts';

const AT_ONCE = 1_000;

interface LetterDeps {
  readonly letters: DeadLetters;
  readonly publication: Publication;
  readonly state: RecommenderState;
  readonly now: () => number;
}

const tally = (reasons: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
};

/** An address in a letter was hashed when it was kept: hashed twice it would be another one. */
const asKept = <T>(origin: T): T => origin;

/** On the log first, out of the store then: whatever happens in between, a second replay finds duplicates. */
const replay = async (
  which: WhichLetters,
  { letters, publication, now }: LetterDeps,
): Promise<ReplyOf<typeof replayDeadLetters>> => {
  const names = await letters.names(which);
  const chosen = names.slice(0, AT_ONCE);
  const byId = new Map(chosen.map((name) => [name.id, name]));
  const events: IngestedEvent[] = [];
  const taken: LetterName[] = [];
  const refused: string[] = [];
  for (const { id, event } of await letters.read(chosen)) {
    const verdict = judgeEvent(event, now(), asKept);
    const name = byId.get(id);
    if ('event' in verdict) {
      events.push(verdict.event);
      if (name) taken.push(name);
    } else refused.push(verdict.problem.code);
  }
  const { duplicate } = await publication.append(events, []);
  await letters.remove(taken);
  const duplicates = duplicate.filter(Boolean).length;
  return {
    accepted: events.length - duplicates,
    duplicates,
    refused: tally(refused),
    more: names.length > chosen.length,
  };
};

export const mountDeadLetters = (mount: Mount, deps: LetterDeps): void => {
  const { letters, state } = deps;
  mount(listDeadLetters, async ({ query: { limit, ...which } }) => {
    const all = await letters.names();
    const chosen = all.filter(
      ({ id, reason }) => (which.id ?? id) === id && (which.reason ?? reason) === reason,
    );
    const { counts, last } = state.passedOver;
    return {
      counts: tally(all.map(({ reason }) => reason)),
      letters: [...(await letters.read(chosen.slice(0, limit)))],
      passedOver: {
        unknownType: counts['unknown-type'],
        unreadable: counts.unreadable,
        last: [...last],
      },
    };
  });
  mount(replayDeadLetters, ({ body }) => replay(body, deps));
  mount(dropDeadLetters, async ({ body }) => {
    const names = await letters.names(body);
    await letters.remove(names);
    return { dropped: names.length };
  });
};

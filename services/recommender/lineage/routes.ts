import type { Logger } from 'pino';
import { blameItem, listAnswers } from '../../contracts/http/blame.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import { type Mount, REPLIED } from '../../platform/http/mount.ts';
import type { Answering } from '../answers/answering.ts';
import { openPastModel, type ReadArtifact } from '../rendezvous/past-models.ts';
import type { MakeState } from '../replay/replays.ts';
import { Blames } from './blames.ts';
import { recentAnswers } from './recent-answers.ts';
import { tellBlame } from './tell-blame.ts';

const SECOND = 1_000;

interface BlameDeps {
  readonly log: Pick<EventLog, 'read' | 'head'>;
  readonly makeState: MakeState;
  readonly answering: Answering;
  /** Of models that answered in the past. */
  readonly readArtifact: ReadArtifact;
  readonly logger: Logger;
  readonly now: () => number;
}

/** Who may read accounts is told which ones: that's not what the token of a service is for. */
const mayReadAccounts = (role: string): boolean => role === 'analyst' || role === 'admin';

/** @returns what is worked out, to be given up when the service ends */
export const mountBlame = (mount: Mount, deps: BlameDeps): AsyncDisposable => {
  const { log, answering, readArtifact: read } = deps;
  const blames = new Blames({
    ...deps,
    modelFor: (past, question) => answering.modelFor(past, question),
    recorded: (requestId) => answering.recorded(requestId),
    openTrained: (trained, stop) => openPastModel({ ...deps, read }, trained, stop),
  });
  mount(blameItem, async ({ params: { requestId }, query, principal, response }) => {
    const found = await blames.of(requestId, query.itemId, query.wait * SECOND);
    if (found.state === 'done') return tellBlame(found, mayReadAccounts(principal.role));
    response.status(202).setHeader('Retry-After', '1').json(found);
    return REPLIED;
  });
  mount(listAnswers, ({ params: { accountId } }) => recentAnswers(log, accountId));
  return blames;
};

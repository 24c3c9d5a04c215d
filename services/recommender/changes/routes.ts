import type { AccountModelName } from '../../contracts/http/answers.ts';
import {
  applyChange,
  approveChange,
  type ChangeProposal,
  editChange,
  getChange,
  listChanges,
  rejectChange,
  requestChange,
  withdrawChange,
} from '../../contracts/http/changes.ts';
import { validateFlags } from '../../platform/flags/validate-flags.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { Mount } from '../../platform/http/mount.ts';
import { validateModels } from '../flags/validate-models.ts';
import type { SubjectedAct } from '../replay/acts.ts';
import type { ActsInTurn } from '../replay/acts-in-turn.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import type { ChangeCommand } from './change-command.ts';
import { decideChange } from './decide-change.ts';
import { changeOf, changePage } from './describe-change.ts';

interface ChangesDeps {
  readonly state: RecommenderState;
  readonly putInTurn: ActsInTurn['put'];
  readonly newId: () => string;
  /** Milliseconds. */
  readonly now: () => number;
  /** Asks a rollout's challenger for what must always hold. @throws AppError 409 where it breaks any of it */
  readonly checkPromotion: (rolloutId: string) => Promise<void>;
  /** Whether a rollout's challenger can answer here. @throws AppError 409 where it can't */
  readonly checkLive: (challenger: AccountModelName) => void;
}

type CheckLive = ChangesDeps['checkLive'];

/** What the schemas can't say. @throws AppError 422, 409 */
const validate = (proposal: ChangeProposal, checkLive: CheckLive): void => {
  if (proposal.kind === 'rollout') checkLive(proposal.document.challenger);
  if (proposal.kind !== 'flags') return;
  validateFlags(proposal.document);
  validateModels(proposal.document);
};

/** What a change comes to has limits, too: its flags, and the rollout that it begins. @throws AppError 422, 409 */
const validated = (acts: readonly SubjectedAct[], checkLive: CheckLive): readonly SubjectedAct[] => {
  for (const { content } of acts) {
    if (content.type === 'flag.changed') validateFlags(content.data.flags);
    if (content.type === 'rollout.changed' && content.data.document)
      checkLive(content.data.document.challenger);
  }
  return acts;
};

/** The rollout that would be promoted, by what is asked for or by what is done now. */
const promotionIn = (command: ChangeCommand, { changes }: RecommenderState): string | undefined => {
  const isWritten = command.type === 'request' || command.type === 'edit';
  const isDone = command.type === 'apply' || (command.type === 'approve' && command.apply);
  const known = isDone ? changes.find(command.changeId)?.proposal : undefined;
  const proposal = isWritten ? command.proposal : known;
  return proposal?.kind === 'promotion' ? proposal.document.rolloutId : undefined;
};

export const mountChanges = (
  mount: Mount,
  { state, putInTurn, newId, now, checkPromotion, checkLive }: ChangesDeps,
): void => {
  const decideNow = (command: ChangeCommand) => validated(decideChange(command, state, now()), checkLive);
  const decide = async (command: ChangeCommand) => {
    const asked = promotionIn(command, state);
    if (asked !== undefined) {
      // Whose word it isn't is told before the challenger is asked a hundred questions.
      decideNow(command);
      await checkPromotion(asked);
    }
    await putInTurn(() => {
      if (promotionIn(command, state) === asked) return decideNow(command);
      throw new AppError(409, 'change-edited', 'It was edited since you read it: look at it again.');
    });
    return changeOf(state, command.changeId);
  };
  mount(listChanges, ({ query }) => changePage(state, query));
  mount(getChange, ({ params: { changeId } }) => changeOf(state, changeId));
  mount(requestChange, ({ body, principal: author }) => {
    validate(body.proposal, checkLive);
    return decide({ type: 'request', changeId: newId(), ...body, author });
  });
  mount(editChange, ({ params, body, principal: author }) => {
    validate(body.proposal, checkLive);
    return decide({ type: 'edit', ...params, ...body, author });
  });
  mount(approveChange, ({ params, body, principal: author }) =>
    decide({ type: 'approve', ...params, ...body, author }),
  );
  mount(applyChange, ({ params, body, principal: author }) =>
    decide({ type: 'apply', ...params, ...body, author }),
  );
  mount(rejectChange, ({ params, body, principal: author }) =>
    decide({ type: 'reject', ...params, ...body, author }),
  );
  mount(withdrawChange, ({ params, body, principal: author }) =>
    decide({ type: 'withdraw', ...params, ...body, author }),
  );
};

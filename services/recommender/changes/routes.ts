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
import type { Mount } from '../../platform/http/mount.ts';
import { validateModels } from '../flags/validate-models.ts';
import type { ActsInTurn } from '../replay/acts-in-turn.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import type { ChangeCommand } from './change-command.ts';
import { decideChange } from './decide-change.ts';
import { changeOf, changePage } from './describe-change.ts';

interface ChangesDeps {
  readonly state: RecommenderState;
  readonly putInTurn: ActsInTurn['put'];
  readonly newId: () => string;
}

/** What the schemas can't say. @throws AppError 422 */
const validate = (proposal: ChangeProposal): void => {
  if (proposal.kind !== 'flags') return;
  validateFlags(proposal.document);
  validateModels(proposal.document);
};

export const mountChanges = (mount: Mount, { state, putInTurn, newId }: ChangesDeps): void => {
  const decide = async (command: ChangeCommand) => {
    await putInTurn(() => decideChange(command, state));
    return changeOf(state, command.changeId);
  };
  mount(listChanges, ({ query }) => changePage(state, query));
  mount(getChange, ({ params: { changeId } }) => changeOf(state, changeId));
  mount(requestChange, ({ body, principal: author }) => {
    validate(body.proposal);
    return decide({ type: 'request', changeId: newId(), ...body, author });
  });
  mount(editChange, ({ params, body, principal: author }) => {
    validate(body.proposal);
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

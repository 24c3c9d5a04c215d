import type { Author } from '../../contracts/primitives.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { SubjectedAct } from '../replay/acts.ts';
import {
  checkAuthor,
  checkBase,
  checkPerson,
  checkReviewer,
  checkRoom,
  type Ground,
  openChange,
  type OpenChange,
} from './change-checks.ts';
import type { Approving, ChangeCommand, Said, Writing } from './change-command.ts';
import { changeDigest, proposedChange } from './proposed-change.ts';

const MAX_OPEN = 100;

type Acts = readonly SubjectedAct[];

const about = (changeId: string, content: SubjectedAct['content']): SubjectedAct => ({
  content,
  subject: `changes/${changeId}`,
});

/** Written against what is in force now, whatever it was written against before. */
const write = (
  type: 'change.requested' | 'change.edited',
  command: Writing,
  ground: Ground,
  at: number,
): Acts => {
  const { changeId, proposal, reason, author } = command;
  const proposed = proposedChange(proposal);
  const base = proposed.base(ground);
  checkBase(ground, proposal, command.base ?? base);
  proposed.check(ground, at);
  const digest = changeDigest(proposal, base);
  return [about(changeId, { type, data: { changeId, proposal, base, digest, reason, author } })];
};

const request = (command: Writing, ground: Ground, at: number): Acts => {
  checkPerson(command.author, ground.policy);
  if (ground.changes.open.length >= MAX_OPEN)
    throw new AppError(409, 'too-many-open', `${MAX_OPEN} changes wait already: decide about some first.`);
  return write('change.requested', command, ground, at);
};

const edit = (command: Writing, ground: Ground, at: number): Acts => {
  const change = openChange(ground, command.changeId);
  checkPerson(command.author, ground.policy);
  checkAuthor(change, command.author);
  if (change.kind !== command.proposal.kind)
    throw new AppError(409, 'other-kind', `It is a change of the kind ${change.kind}: ask for another one.`);
  checkRoom(change);
  return write('change.edited', command, ground, at);
};

/** What it comes to, and that it is done; all of it is one append. */
const applied = (change: OpenChange, approver: Author, by: Said, ground: Ground): Acts => {
  const { changeId, digest, author, reason, proposal } = change;
  const signed = { author, reason, change: { changeId, digest, approver } };
  const data = { changeId, digest, approver, reason: by.reason, author: by.author };
  return [
    ...proposedChange(proposal).acts(signed, ground),
    about(changeId, { type: 'change.applied', data }),
  ];
};

const approve = (command: Approving, ground: Ground, at: number): Acts => {
  const { changeId, digest, reason, author } = command;
  const change = openChange(ground, changeId);
  checkReviewer(change, author, ground.policy);
  if (digest !== change.digest)
    throw new AppError(409, 'change-edited', 'It was edited since you read it: look at it again.', {
      facts: { digest: change.digest },
    });
  checkBase(ground, change.proposal, change.base);
  proposedChange(change.proposal).check(ground, at);
  if (!command.apply) checkRoom(change);
  const approved = about(changeId, { type: 'change.approved', data: { changeId, digest, reason, author } });
  return command.apply ? [approved, ...applied(change, author, command, ground)] : [approved];
};

const apply = (command: Said, ground: Ground, at: number): Acts => {
  const change = openChange(ground, command.changeId);
  checkPerson(command.author, ground.policy);
  const { approval } = change;
  if (approval?.digest !== change.digest)
    throw new AppError(409, 'not-approved', 'Nobody has approved it as it is now.');
  // By the policy of now: who may ask and approve can have changed since.
  checkPerson(change.author, ground.policy);
  checkReviewer(change, approval.author, ground.policy);
  checkBase(ground, change.proposal, change.base);
  proposedChange(change.proposal).check(ground, at);
  return applied(change, approval.author, command, ground);
};

const reject = ({ changeId, reason, author }: Said, ground: Ground): Acts => {
  checkReviewer(openChange(ground, changeId), author, ground.policy);
  return [about(changeId, { type: 'change.rejected', data: { changeId, reason, author } })];
};

const withdraw = ({ changeId, reason, author }: Said, ground: Ground): Acts => {
  checkAuthor(openChange(ground, changeId), author);
  return [about(changeId, { type: 'change.withdrawn', data: { changeId, reason, author } })];
};

/**
 * What a person's word about a change puts on the log, as things are.
 * @param at milliseconds since 1970
 * @throws AppError 403 where it isn't theirs to say, 404, 409 where it is too late or too early
 */
export const decideChange = (command: ChangeCommand, ground: Ground, at: number): Acts => {
  switch (command.type) {
    case 'request':
      return request(command, ground, at);
    case 'edit':
      return edit(command, ground, at);
    case 'approve':
      return approve(command, ground, at);
    case 'apply':
      return apply(command, ground, at);
    case 'reject':
      return reject(command, ground);
    case 'withdraw':
      return withdraw(command, ground);
  }
};

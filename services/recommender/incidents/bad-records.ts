import type { BadRecordsFacts } from '../../contracts/http/incidents.ts';
import type { BadRecordsContract } from '../../contracts/policy.ts';
import { isBroken, type WindowCounts } from '../ingest/refused-share.ts';

const MINUTE = 60_000;

/** What an incident says of a broken contract: for the log, and for people. */
export const brokenContract = (
  contract: BadRecordsContract,
  counts: WindowCounts,
): { readonly facts: BadRecordsFacts; readonly reason: string } => {
  const { windowMinutes, share } = contract;
  const { refused, seen } = counts;
  const reason = `${refused} of ${seen} events in ${windowMinutes} min were refused; the policy accepts ${share / 10_000}%.`;
  return { facts: { ...counts, windowMinutes, share }, reason };
};

/**
 * Why publication may go on, if it may: a whole window has passed since the opening, all of it counted here, and the
 * contract isn't broken in it. So a batch of good events right after the garbage doesn't outweigh it, publication
 * doesn't flap, and a restart proves nothing.
 * @param contract of the policy in force; without one nothing is held
 * @param sums what was counted in the contract's window
 * @param waited milliseconds since the opening, or since the counting began if that is less
 */
export const reasonToPublish = (
  contract: BadRecordsContract | undefined,
  { refused, seen }: Pick<WindowCounts, 'refused' | 'seen'>,
  waited: number,
): string | undefined => {
  if (!contract) return 'The policy in force has no contract on bad records.';
  const { windowMinutes } = contract;
  if (waited < windowMinutes * MINUTE || isBroken({ refused, seen }, contract)) return undefined;
  return `${refused} of ${seen} events in the last ${windowMinutes} min were refused: within the contract.`;
};

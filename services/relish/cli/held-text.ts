import { getStatus } from '../../contracts/http/overview.ts';
import type { ReplyOf } from '../../contracts/http/route.ts';
import { CliError } from './cli-error.ts';
import { expectReply, type Instance } from './connect.ts';
import { inWords } from './terminal.ts';

type Held = NonNullable<ReplyOf<typeof getStatus>['held']>;

/** That publication is held, why, and how to go on. */
export const heldText = ({ refused, seen, share, since, waiting, incidentId }: Held): string =>
  [
    `✗ Publication is held since ${since}: ${inWords(refused)} of ${inWords(seen)} events were refused,`,
    `  the policy accepts ${share / 10_000}%. Lists stay as they were; ${inWords(waiting)} orders and items wait.`,
    '  It goes on by itself after a whole window within the contract, or when an admin says so: in the',
    `  console under Incidents, or with POST /v1/incidents/${incidentId}/close and a reason.`,
  ].join('\n');

/** The same if it is held once everything up to `position` is folded; an instance that doesn't say isn't asked twice. */
export const findHeldText = async (instance: Instance, position: string): Promise<string | undefined> => {
  try {
    const path = `${getStatus.path}?minPosition=${position}`;
    const { held } = expectReply(getStatus.reply, await instance.call(path), instance.url);
    return held && heldText(held);
  } catch (error) {
    if (error instanceof CliError) return undefined;
    throw error;
  }
};

import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import { policy as policySchema, type Policy } from '../../contracts/policy.ts';
import { canonicalJson, digestOf } from '../../platform/digest/canonical-digest.ts';

/** Proposals that are kept; the oldest make room. What was ever in force is on the log, whatever happens here. */
const KEPT = 100;
/** The largest document that comes over the wire is 64 kB. */
const MAX_BYTES = 100_000;
const FILE = /^[0-9a-f]{64}\.json$/;
const DRAFT = /^[0-9a-f]{64}\.json\.draft$/;

export interface Proposal {
  readonly digest: string;
  readonly policy: Policy;
  /** Milliseconds since 1970. */
  readonly proposed: number;
}

/** Policies that somebody has proposed. */
export interface Proposals {
  /** Newest first. */
  all(): readonly Proposal[];
  find(digest: string): Proposal | undefined;
  /** Keeps a policy; resolves when it is durable. True if it wasn't there. */
  put(policy: Policy, now: number): Promise<boolean>;
}

const fileOf = (digest: string): string => `${digest.replace('sha256:', '')}.json`;

/** What is wrong with a file is the reason to leave it alone. @throws Error */
const readProposal = async (folder: string, file: string): Promise<Proposal> => {
  const place = path.join(folder, file);
  const { size, mtimeMs } = await stat(place);
  if (size > MAX_BYTES) throw new Error('it is too large for a policy');
  const policy = policySchema.parse(JSON.parse(await readFile(place, 'utf8')));
  const digest = digestOf(policy);
  if (fileOf(digest) !== file) throw new Error(`its content is ${digest}`);
  return { digest, policy, proposed: Math.round(mtimeMs) };
};

const readAll = async (folder: string, logger: Logger): Promise<Proposal[]> => {
  const found: Proposal[] = [];
  for (const file of await readdir(folder)) {
    // A start that was killed in the middle left it, half written perhaps.
    if (DRAFT.test(file)) await rm(path.join(folder, file), { force: true });
    if (!FILE.test(file)) continue;
    try {
      found.push(await readProposal(folder, file));
    } catch (error) {
      logger.warn(
        { err: error, folder, file },
        'a proposed policy is ignored: its file does not hold what its name says',
      );
    }
  }
  return found.sort((a, b) => b.proposed - a.proposed || (a.digest < b.digest ? -1 : 1)).slice(0, KEPT);
};

/** Whole or not there: written under another name first. The bytes are the canonical JSON, so sha256sum gives the name. */
const write = async (folder: string, { digest, policy, proposed }: Proposal): Promise<void> => {
  const file = path.join(folder, fileOf(digest));
  await writeFile(`${file}.draft`, canonicalJson(policy), { mode: 0o600, flush: true });
  // The file's time is when it was proposed.
  await utimes(`${file}.draft`, proposed / 1_000, proposed / 1_000);
  await rename(`${file}.draft`, file);
};

/**
 * The proposals of a folder: one file each, `<hex of its digest>.json`, never changed. A file whose content doesn't
 * have that digest, or is no policy, is ignored and said to be.
 */
export const openProposals = async (folder: string, logger: Logger): Promise<Proposals> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let proposals: readonly Proposal[] = await readAll(folder, logger);
  let writing: Promise<unknown> = Promise.resolve();
  const add = async (proposal: Proposal): Promise<boolean> => {
    if (proposals.some(({ digest }) => digest === proposal.digest)) return false;
    await write(folder, proposal);
    const all = [proposal, ...proposals];
    for (const { digest } of all.slice(KEPT)) await rm(path.join(folder, fileOf(digest)), { force: true });
    proposals = all.slice(0, KEPT);
    return true;
  };
  return {
    all: () => proposals,
    find: (wanted) => proposals.find(({ digest }) => digest === wanted),
    put(policy, now) {
      // One after the other: what is proposed twice at once is written once.
      const turn = writing.then(() => add({ digest: digestOf(policy), policy, proposed: now }));
      writing = turn.catch(() => undefined);
      return turn;
    },
  };
};

import type { Logger } from 'pino';
import { policy as policySchema, type Policy } from '../../contracts/policy.ts';
import { instant } from '../../contracts/primitives.ts';
import { canonicalJson, digestOf } from '../../platform/digest/canonical-digest.ts';
import type { ObjectEntry, ObjectStore } from '../../platform/object-store/object-store.ts';

/** Proposals that are kept; the oldest make room. What was ever in force is on the log, whatever happens here. */
const KEPT = 100;
/** The largest document that comes over the wire is 64 kB. */
const MAX_BYTES = 100_000;
const FOLDER = 'policies/';
const OBJECT = /^policies\/([0-9a-f]{64})\.json$/;

export interface Proposal {
  readonly digest: string;
  readonly policy: Policy;
  /** Milliseconds since 1970. */
  readonly proposed: number;
}

/** Policies that somebody has proposed, here or at another replica. */
export interface Proposals {
  /** Newest first. @throws AppError 503 `objects-away` */
  all(): Promise<readonly Proposal[]>;
  /** Keeps a policy; resolves when it is durable. True if it wasn't there. @throws AppError 503 `objects-away` */
  put(policy: Policy, now: number): Promise<boolean>;
}

const hexOf = (digest: string): string => digest.replace('sha256:', '');
const policyAt = (hex: string): string => `${FOLDER}${hex}.json`;
const timeAt = (hex: string): string => `${FOLDER}${hex}.time`;

const toBytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const toText = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

const inOrder = (a: Proposal, b: Proposal): number =>
  b.proposed - a.proposed || (a.digest < b.digest ? -1 : 1);

interface ProposalsDeps {
  readonly objects: ObjectStore;
  readonly logger: Logger;
}

class StoredProposals implements Proposals {
  readonly #deps: ProposalsDeps;
  /** Objects never change: what was read once is known, and so is what isn't a proposal. By hex. */
  #known = new Map<string, Proposal | 'unfit'>();

  constructor(deps: ProposalsDeps) {
    this.#deps = deps;
  }

  async all(): Promise<readonly Proposal[]> {
    const entries = await this.#deps.objects.list(FOLDER);
    const known = new Map<string, Proposal | 'unfit'>();
    for (const entry of entries) {
      const hex = OBJECT.exec(entry.name)?.[1];
      if (hex !== undefined) known.set(hex, this.#known.get(hex) ?? (await this.#judge(hex, entry)));
    }
    this.#known = known;
    return [...known.values()].filter((found) => found !== 'unfit').sort(inOrder);
  }

  /** The time goes first: a proposal is there with its policy, and never without its time. */
  async put(policy: Policy, now: number): Promise<boolean> {
    const { objects } = this.#deps;
    const hex = hexOf(digestOf(policy));
    await objects.putIfAbsent(timeAt(hex), toBytes(new Date(now).toISOString()));
    const outcome = await objects.putIfAbsent(policyAt(hex), toBytes(canonicalJson(policy)));
    // It may have been there without a time.
    this.#known.delete(hex);
    if (outcome === 'stored') await this.#makeRoom();
    return outcome === 'stored';
  }

  async #makeRoom(): Promise<void> {
    for (const { digest } of (await this.all()).slice(KEPT)) {
      // Where this ends in between, what is left is no proposal; the other way round an old time would be left.
      await this.#deps.objects.remove(timeAt(hexOf(digest)));
      await this.#deps.objects.remove(policyAt(hexOf(digest)));
    }
  }

  /** What is wrong with an object is the reason to leave it alone; what is wrong with the store is thrown. */
  async #judge(hex: string, { name, size }: ObjectEntry): Promise<Proposal | 'unfit'> {
    const { objects, logger } = this.#deps;
    const text = size > MAX_BYTES ? '' : toText(await objects.get(name));
    const time = toText(await objects.get(timeAt(hex)));
    try {
      const policy = policySchema.parse(JSON.parse(text));
      const digest = digestOf(policy);
      if (hexOf(digest) !== hex) throw new Error(`its content is ${digest}`);
      return { digest, policy, proposed: Date.parse(instant.parse(time)) };
    } catch (error) {
      logger.warn(
        { err: error, object: name },
        'a proposed policy is ignored: its object does not hold what its name says',
      );
      return 'unfit';
    }
  }
}

/**
 * The proposals of an object store: `policies/<hex of its digest>.json`, whose bytes are the canonical JSON, so that
 * sha256sum gives the name, and beside it `.time`, when it was proposed first. An object whose content doesn't have that
 * digest, or is no policy, is ignored and said to be.
 */
export const createProposals = (deps: ProposalsDeps): Proposals => new StoredProposals(deps);

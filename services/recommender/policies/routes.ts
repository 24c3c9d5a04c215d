import {
  activatePolicy,
  getDryRun,
  listPolicies,
  proposePolicy,
  startDryRun,
} from '../../contracts/http/policies.ts';
import type { Author } from '../../contracts/primitives.ts';
import { digestOf } from '../../platform/digest/canonical-digest.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { type Mount, REPLIED } from '../../platform/http/mount.ts';
import type { Lineage } from '../../platform/lineage/lineage.ts';
import { fingerprintOf } from '../fingerprints/fingerprint-of.ts';
import { startReassessment } from '../lineage/reassessment.ts';
import type { OwnEvents } from '../replay/own-events.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import type { DryRuns } from './dry-runs.ts';
import { findPolicy, knownPolicies } from './known-policies.ts';
import type { Proposals } from './proposals.ts';
import type { Version } from './policy-history.ts';

interface PoliciesDeps {
  readonly state: RecommenderState;
  readonly proposals: Proposals;
  readonly dryRuns: DryRuns;
  readonly put: OwnEvents;
  readonly now: () => number;
  /** Hears of each re-assessment. */
  readonly lineage?: Lineage | undefined;
}

/** @throws AppError 409 where activating would overwrite what somebody else did, or change nothing */
const checkActivation = (active: string, wanted: string, expected: string | undefined): void => {
  if (expected !== undefined && expected !== active) {
    const detail = 'Another policy was activated meanwhile: look at it, and decide again.';
    throw new AppError(409, 'policy-changed', detail, { facts: { active } });
  }
  if (active === wanted) throw new AppError(409, 'already-active', 'This policy is in force already.');
};

const mountReading = (
  mount: Mount,
  { state, proposals, dryRuns }: PoliciesDeps,
  known: (digest: string) => Promise<Version>,
) => {
  mount(listPolicies, async () => {
    const proposed = await proposals.all();
    return { position: state.position, policies: knownPolicies(state.policies, proposed) };
  });
  mount(startDryRun, async ({ params }) => dryRuns.start(await known(params.digest)));
  mount(getDryRun, async ({ params: { digest } }) => {
    const run = dryRuns.of((await known(digest)).digest);
    if (run) return run;
    throw new AppError(
      404,
      'no-dry-run',
      'Nobody has tried this policy since the start: POST here starts a dry run.',
    );
  });
};

/** Puts a policy in force, and tells of the new version of all assessments that comes of it. */
const activate = async (
  { state, put, lineage }: PoliciesDeps,
  { digest, policy }: Version,
  by: { readonly reason: string; readonly author: Author },
): Promise<Position> => {
  const before = state.policyDigest;
  const told = startReassessment(lineage, { position: state.position, after: digest, isDryRun: false });
  try {
    const data = { digest, policy, ...by };
    const position = await put({ type: 'policy.activated', data }, `policies/${digest}`);
    // At the position where the state is by now: others may have written meanwhile.
    if (told) {
      const made = { position: state.position, policy: state.policyDigest, digest: state.digest() };
      told.complete({ ...made, fingerprint: fingerprintOf(state) }, before);
    }
    return position;
  } catch (error) {
    told?.fail(error);
    throw error;
  }
};

export const mountPolicies = (mount: Mount, deps: PoliciesDeps): void => {
  const { state, proposals, now } = deps;
  const known = async (digest: string): Promise<Version> => {
    const version = await findPolicy(digest, state.policies, proposals);
    if (version) return version;
    throw new AppError(404, 'no-such-policy', 'No policy with this digest is known: propose it first.');
  };
  mountReading(mount, deps, known);
  mount(proposePolicy, async ({ body: policy, response }): Promise<typeof REPLIED> => {
    const isNew = await proposals.put(policy, now());
    const digest = digestOf(policy);
    response.status(isNew ? 201 : 200).json({ digest, active: digest === state.policyDigest });
    return REPLIED;
  });
  mount(activatePolicy, async ({ params, body: { reason, expected }, principal: author }) => {
    const { digest, policy } = await known(params.digest);
    const previous = state.policyDigest;
    checkActivation(previous, digest, expected);
    const position = await activate(deps, { digest, policy }, { reason, author });
    return { digest, previous, position };
  });
};

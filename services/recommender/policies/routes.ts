import {
  activatePolicy,
  getDryRun,
  listPolicies,
  proposePolicy,
  startDryRun,
} from '../../contracts/http/policies.ts';
import { digestOf } from '../../platform/digest/canonical-digest.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { type Mount, REPLIED } from '../../platform/http/mount.ts';
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

export const mountPolicies = (mount: Mount, deps: PoliciesDeps): void => {
  const { state, proposals, put, now } = deps;
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
    const data = { digest, policy, reason, author };
    let previous = state.policyDigest;
    const position = await put({ type: 'policy.activated', data }, `policies/${digest}`, () => {
      previous = state.policyDigest;
      checkActivation(previous, digest, expected);
    });
    return { digest, previous, position };
  });
};

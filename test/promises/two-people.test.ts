import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EventOf, RelishEvent } from '../../services/contracts/events.ts';
import type { BehaviourDocument } from '../../services/contracts/http/behaviours.ts';
import type { ChangeProposal } from '../../services/contracts/http/changes.ts';
import type { FlagDefinition } from '../../services/contracts/http/flags.ts';
import type { Approvals, Policy } from '../../services/contracts/policy.ts';
import { ADMIN_TOKEN_ID, type Author } from '../../services/contracts/primitives.ts';
import { rolloutPlan } from '../../services/contracts/rollout.ts';
import { digestOf } from '../../services/platform/digest/canonical-digest.ts';
import { defaultFlags, MODEL_FLAG } from '../../services/platform/flags/default-flags.ts';
import { createFlagProvider } from '../../services/platform/flags/flag-provider.ts';
import { AppError } from '../../services/platform/http/app-error.ts';
import type { ChangeCommand } from '../../services/recommender/changes/change-command.ts';
import { checkAlone, isGuarded } from '../../services/recommender/changes/check-alone.ts';
import { decideChange } from '../../services/recommender/changes/decide-change.ts';
import type { SubjectedAct } from '../../services/recommender/replay/acts.ts';
import { ownEvent } from '../../services/recommender/replay/own-events.ts';
import type { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import { rolloutIdOf } from '../../services/recommender/rollout/agreed-rollout.ts';
import { took } from '../builders/recommender-client.ts';
import { applyTo, fold } from '../builders/fold.ts';
import { smallPolicy } from '../builders/policies.ts';
import { runs } from '../builders/runs.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-20T12:00:00Z');
const approvals: Approvals = { quarantineOver: 2, flagOver: 2_500, policies: 'two', people: [] };
const strict: Policy = { ...smallPolicy, approvals };

const ACCOUNTS = ['a-0', 'a-1', 'a-2', 'a-3', 'a-4', 'a-5'];
const POLICIES: readonly Policy[] = [
  strict,
  smallPolicy,
  { ...strict, ownWeight: 1 },
  { ...strict, approvals: { ...approvals, quarantineOver: 1_000 } },
  { ...strict, approvals: { ...approvals, people: ['alice', 'bob'] } },
];
const flagsWith = (naive: number, popular = 0): FlagDefinition => ({
  [MODEL_FLAG]: {
    ...defaultFlags[MODEL_FLAG]!,
    targeting: {
      fractional: [
        ['naive', naive],
        ['popular', popular],
        ['peers', 10_000 - naive - popular],
      ],
    },
  },
});
const FLAGS: readonly FlagDefinition[] = [
  defaultFlags,
  {},
  ...[100, 2_000, 2_400, 4_000, 4_800].map((naive) => flagsWith(naive)),
  flagsWith(2_400, 2_400),
  { [MODEL_FLAG]: { ...defaultFlags[MODEL_FLAG]!, state: 'DISABLED' } },
  { [MODEL_FLAG]: { ...defaultFlags[MODEL_FLAG]!, defaultVariant: 'naive' } },
];

const STATEMENTS: readonly BehaviourDocument[][] = [
  [],
  [{ id: 'one', statement: 'Nothing sold out', kind: 'sold-out-never-listed', tolerance: 0 }],
];
const PLANS = ['popular', 'naive'].map((challenger) =>
  rolloutPlan.parse({ challenger, expires: new Date(START + 30 * 24 * HOUR).toISOString() }),
);

const person = (id: string): Author => ({ id, role: 'admin' });

const ALONE = ['policy', 'flags', 'behaviours', 'quarantine', 'reinstate'] as const;
type Alone = { readonly does: (typeof ALONE)[number]; readonly what: number };
/** About the nth of the changes that were asked for. */
type Word =
  | { readonly does: 'request' | 'edit'; readonly proposal: ChangeProposal; readonly change: number }
  | { readonly does: 'approve'; readonly change: number; readonly isStale: boolean; readonly apply: boolean }
  | { readonly does: 'apply' | 'reject' | 'withdraw'; readonly change: number };
/** What somebody tries: straight away, or by way of a change. */
type Try = Alone | Word | { readonly does: 'wait'; readonly hours: number };
interface Step {
  readonly who: Author;
  readonly tries: Try;
}

const kinds = ['quarantine', 'reinstatement'] as const;
const proposal: fc.Arbitrary<ChangeProposal> = fc.oneof(
  fc.constantFrom(...POLICIES).map((document) => ({ kind: 'policy' as const, document })),
  fc.constantFrom(...FLAGS).map((document) => ({ kind: 'flags' as const, document })),
  fc.constantFrom(...STATEMENTS).map((document) => ({ kind: 'behaviours' as const, document })),
  fc
    .tuple(fc.constantFrom(...kinds), fc.subarray(ACCOUNTS, { minLength: 1 }))
    .map(([kind, accounts]) => ({ kind, document: { accounts } })),
  fc.constantFrom(...PLANS).map((document) => ({ kind: 'rollout' as const, document })),
  fc.nat(4).map((nth) => ({ kind: 'promotion' as const, document: { rolloutId: rolloutIdOf(`c-${nth}`) } })),
);
const change = fc.nat(4);
const tries: fc.Arbitrary<Try> = fc.oneof(
  fc.record({ does: fc.constantFrom(...ALONE), what: fc.nat(20) }),
  fc.record({
    does: fc.constantFrom('request' as const, 'request' as const, 'edit' as const),
    proposal,
    change,
  }),
  fc.record({
    does: fc.constant('approve' as const),
    change,
    isStale: fc.constantFrom(false, false, false, true),
    apply: fc.boolean(),
  }),
  fc.record({ does: fc.constantFrom('apply' as const, 'reject' as const, 'withdraw' as const), change }),
  fc.record({ does: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 30 }) }),
);
const stepsOf = (people: readonly string[]) =>
  fc.array(fc.record({ who: fc.constantFrom(...people).map(person), tries }), { maxLength: 40, size: 'max' });

const pick = <T>(from: readonly T[], at: number): T => from[at % from.length]!;

const alone = ({ does, what }: Alone, author: Author): SubjectedAct['content'] => {
  const signed = { reason: 'alone', author };
  switch (does) {
    case 'policy': {
      const policy = pick(POLICIES, what);
      return { type: 'policy.activated', data: { digest: digestOf(policy), policy, ...signed } };
    }
    case 'flags':
      return { type: 'flag.changed', data: { flags: pick(FLAGS, what), ...signed } };
    case 'behaviours':
      return { type: 'behaviours.changed', data: { documents: pick(STATEMENTS, what), ...signed } };
    case 'quarantine':
      return { type: 'account.quarantined', data: { accountId: pick(ACCOUNTS, what), ...signed } };
    case 'reinstate':
      return { type: 'account.reinstated', data: { accountId: pick(ACCOUNTS, what), ...signed } };
  }
};

/** The recommender's word on acts without a log: what is decided is folded at once. */
class Desk {
  readonly events: RelishEvent[] = [];
  readonly state: RecommenderState;
  #ids: string[] = [];
  #now = START;

  constructor(policy: Policy) {
    this.state = fold(
      ACCOUNTS.flatMap((account) => took(account, 'i-1')),
      policy,
    );
  }

  take({ who, tries: one }: Step): void {
    if (one.does === 'wait') {
      this.#now += one.hours * HOUR;
      return;
    }
    try {
      this.#put(this.#decide(one, who));
    } catch (error) {
      // A refusal is an answer; anything else is a fault.
      if (!(error instanceof AppError) || error.status >= 500) throw error;
    }
  }

  #put(acts: readonly SubjectedAct[]): void {
    const stamp = { newId: () => `e-${this.events.length}`, now: () => this.#now };
    const events = acts.map(({ content, subject }) => ownEvent(content, subject, stamp));
    applyTo(this.state, events);
    this.events.push(...events);
  }

  #decide(one: Alone | Word, author: Author): readonly SubjectedAct[] {
    if ('change' in one) return decideChange(this.#command(one, author), this.state, this.#now);
    const content = alone(one, author);
    if (isGuarded(content)) checkAlone(this.state, content, this.#now);
    return [{ content, subject: 'alone' }];
  }

  #command(one: Word, author: Author): ChangeCommand {
    const changeId = this.#ids[one.change % Math.max(1, this.#ids.length)] ?? 'none';
    const known = this.state.changes.find(changeId);
    const signed = { reason: 'together', changeId, author };
    switch (one.does) {
      case 'request':
        this.#ids = [...this.#ids, `c-${this.#ids.length}`];
        return { ...signed, type: 'request', changeId: this.#ids.at(-1)!, proposal: one.proposal };
      case 'edit':
        // Others' edits are refused; it is its author's that an approval must not survive.
        return { ...signed, type: 'edit', proposal: one.proposal, author: known?.author ?? author };
      case 'approve': {
        const digest = (one.isStale ? known?.acts[0]?.digest : known?.digest) ?? digestOf('nothing');
        return { ...signed, type: 'approve', digest, apply: one.apply };
      }
      case 'apply':
      case 'reject':
      case 'withdraw':
        return { ...signed, type: one.does };
    }
  }
}

const SHARED = Array.from({ length: 1_000 }, (_, index) => `s-${index}`);
const known = new Map<FlagDefinition, number>();
/** Of those who get something else than the default, how many get what most of them get; by flagd itself. */
const mostGiven = (flags: FlagDefinition): number => {
  const told = known.get(flags);
  if (told !== undefined) return told;
  const provider = createFlagProvider(flags);
  const values = SHARED.map(
    (id) => provider.evaluate(MODEL_FLAG, { targetingKey: id, accountId: id })?.value,
  );
  const counts = ['naive', 'popular'].map((name) => values.filter((value) => value === name).length);
  known.set(flags, Math.max(...counts));
  return Math.max(...counts);
};

const isAccountAct = (event: RelishEvent): event is EventOf<'account.quarantined' | 'account.reinstated'> =>
  event.type === 'account.quarantined' || event.type === 'account.reinstated';

/** The most accounts of any 24 hours. */
const mostInADay = (events: readonly RelishEvent[]): number => {
  const acts = events.filter(isAccountAct);
  const within = acts.map(({ time }) =>
    acts.filter((act) => {
      const after = Date.parse(act.time) - Date.parse(time);
      return after >= 0 && after < 24 * HOUR;
    }),
  );
  return Math.max(0, ...within.map((day) => new Set(day.map(({ data }) => data.accountId)).size));
};

describe('what takes two people', () => {
  test.each([
    ['one person', { people: [] }, ['alice']],
    ['one person who has the token, too', { people: [] }, ['alice', ADMIN_TOKEN_ID]],
    [
      'one person who makes others',
      { people: ['alice', 'bob'] },
      ['alice', 'alice-2', 'alice-3', ADMIN_TOKEN_ID],
    ],
  ])('is not done by %s, whatever they do in whatever order', (_, named, people) => {
    const policy: Policy = { ...strict, approvals: { ...approvals, ...named } };
    let met = 0;
    fc.assert(
      fc.property(stepsOf(people), (steps) => {
        const desk = new Desk(policy);
        for (const step of steps) {
          desk.take(step);
          expect(desk.state.policyDigest).toBe(digestOf(policy));
          expect(desk.state.behaviours.changes).toEqual([]);
          // A quarter, and four standard deviations of it.
          expect(mostGiven(desk.state.flags.definition)).toBeLessThanOrEqual(250 + 55);
        }
        expect(mostInADay(desk.events)).toBeLessThanOrEqual(approvals.quarantineOver);
        expect(desk.events.map(({ type }) => type)).not.toContain('change.applied');
        met += desk.events.length;
      }),
      runs(30),
    );
    expect(met).toBeGreaterThan(0);
  });

  test('is done by two as one of them asked and the other approved, of what was in force, once', () => {
    const met = { applied: 0, later: 0, voided: 0, rollouts: 0 };
    fc.assert(
      fc.property(stepsOf(['alice', 'bob', 'carol']), (steps) => {
        const desk = new Desk(strict);
        for (const step of steps) {
          const { policy, policyDigest: before } = desk.state;
          const from = desk.events.length;
          desk.take(step);
          const put = desk.events.slice(from);
          const done = put.find((event) => event.type === 'change.applied');
          if (!done) {
            if (policy.approvals) expect(desk.state.policyDigest).toBe(before);
            continue;
          }
          const { changeId, digest, approver } = done.data;
          const known = desk.state.changes.find(changeId)!;
          const { author, acts } = known;
          expect(approver.id).not.toBe(author.id);
          expect(acts.findLast(({ act }) => act === 'approved')).toMatchObject({ digest, author: approver });
          expect(acts.findLast(({ digest: of }) => of !== undefined)?.digest).toBe(digest);
          expect(acts.filter(({ act }) => act === 'applied')).toHaveLength(1);
          if (known.kind === 'policy') expect(known.base).toBe(before);
          const effects = put.filter(({ type }) => !type.startsWith('change.'));
          expect(effects.length).toBeGreaterThan(0);
          for (const { data } of effects)
            expect(data).toMatchObject({ author, change: { changeId, digest, approver } });
          met.applied += 1;
          met.rollouts += known.kind === 'rollout' ? 1 : 0;
          met.later += put.some(({ type }) => type === 'change.approved') ? 0 : 1;
        }
        met.voided += desk.state.changes.all.filter(({ acts }) => acts.some(({ isVoid }) => isVoid)).length;
      }),
      { ...runs(200), seed: 7 },
    );
    expect(Object.entries(met).filter(([, count]) => count === 0)).toEqual([]);
  });
});

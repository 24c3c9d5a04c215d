import type { ModelRole } from '../../contracts/http/rendezvous.ts';

/** Milliseconds since the request came: from then on the baseline's answer will do, anybody's, none is waited for. */
export const LADDER = { baseline: 30, anything: 40, last: 45 } as const;

/** One model of one request, as far as it is known. */
export interface Contestant {
  readonly role: ModelRole;
  readonly reply: 'waiting' | 'answered' | 'failed';
}

export type Choice =
  | { readonly kind: 'take'; readonly index: number }
  /** Look again when somebody replies, or at `until`, in milliseconds since the request. */
  | { readonly kind: 'wait'; readonly until: number }
  | { readonly kind: 'default' };

/**
 * Of those that will do, who goes first. The safety net goes before challengers: what nobody promoted is shown to the
 * accounts that a rollout gave it, and to others only where there is nothing else.
 */
const PRECEDENCE: readonly ModelRole[] = ['preferred', 'baseline', 'safety-net', 'challenger'];

const haveFailed = (contestants: readonly Contestant[], roles: readonly ModelRole[]): boolean =>
  contestants.every(({ role, reply }) => reply === 'failed' || !roles.includes(role));

/**
 * Whether an answer in this role will do. A rung opens before its time where everybody above it has failed: nothing
 * better can come, so waiting would only make the answer late.
 */
const willDo = (role: ModelRole, elapsed: number, contestants: readonly Contestant[]): boolean => {
  if (role === 'preferred') return true;
  if (role === 'baseline') return elapsed >= LADDER.baseline || haveFailed(contestants, ['preferred']);
  return elapsed >= LADDER.anything || haveFailed(contestants, ['preferred', 'baseline']);
};

const bestOf = (elapsed: number, contestants: readonly Contestant[]): number => {
  for (const role of PRECEDENCE) {
    if (!willDo(role, elapsed, contestants)) continue;
    const index = contestants.findIndex((one) => one.role === role && one.reply === 'answered');
    if (index >= 0) return index;
  }
  return -1;
};

const nextRung = (elapsed: number): number =>
  elapsed < LADDER.baseline ? LADDER.baseline : elapsed < LADDER.anything ? LADDER.anything : LADDER.last;

/**
 * Which answer goes out now (DESIGN.md, "Rendezvous"): until 30 ms only the preferred's will do, until 40 ms the
 * baseline's will do too, until 45 ms anything; then the default list.
 * @param elapsed milliseconds since the request came
 */
export const chooseAt = (elapsed: number, contestants: readonly Contestant[]): Choice => {
  const index = bestOf(elapsed, contestants);
  if (index >= 0) return { kind: 'take', index };
  const mayCome = contestants.some(({ reply }) => reply === 'waiting');
  if (!mayCome || elapsed >= LADDER.last) return { kind: 'default' };
  return { kind: 'wait', until: nextRung(elapsed) };
};

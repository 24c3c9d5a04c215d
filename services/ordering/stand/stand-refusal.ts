export type RefusalCode =
  | 'closed'
  | 'unknown-item'
  | 'not-on-the-menu'
  | 'hold-limit'
  | 'all-held'
  | 'not-enough-left'
  | 'sold-out'
  | 'unknown-order'
  | 'grace-over'
  | 'already-ended'
  | 'not-fulfilled'
  | 'idempotency-key-reused';

type Facts = Readonly<Record<string, string | number>>;

/** Why the stand won't do it: a stable code, and a detail that names the way out. */
export class StandRefusal extends Error {
  override readonly name = 'StandRefusal';
  readonly code: RefusalCode;
  readonly facts: Facts;

  constructor(code: RefusalCode, detail: string, facts: Facts = {}) {
    super(detail);
    this.code = code;
    this.facts = facts;
  }
}

import type { ChangeReference, DiffRow } from '../../contracts/http/changes.ts';
import type { Author } from '../../contracts/primitives.ts';
import type { SubjectedAct } from '../replay/acts.ts';
import type { InForce } from './in-force.ts';

/** Who asked for it and why, and whose approval it has. */
export interface Signed {
  readonly author: Author;
  readonly reason: string;
  readonly change: ChangeReference;
}

/** What is to be known of a proposal, whatever it is about. */
export interface ChangeKind {
  /** The digest of what it would replace. */
  base(now: InForce): string;
  /**
   * @param at milliseconds since 1970
   * @throws AppError where it can't be applied as things are, or would change nothing
   */
  check(now: InForce, at: number): void;
  diff(now: InForce): readonly DiffRow[];
  /** What it comes to on the log. */
  acts(signed: Signed, now: InForce): readonly SubjectedAct[];
}

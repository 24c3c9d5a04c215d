import type { RestoreTarget } from '../../platform/backup/restore-target.ts';

/** A log that is being filled, and is nobody's log until it is finished. */
export interface Filling {
  readonly target: RestoreTarget;
  /** Makes it the log. */
  finish(): Promise<void>;
  /** Leaves nothing of it. */
  discard(): Promise<void>;
}

/** Where a backup can be restored. */
export interface RestorePlace extends AsyncDisposable {
  /** For messages. */
  readonly where: string;
  /** @throws CliError, AppError 409 `log-not-empty` unless it is empty; what an unfinished restore left doesn't count */
  expectEmpty(): Promise<void>;
  /** @param position that the backup reaches */
  begin(position: number): Promise<Filling>;
}

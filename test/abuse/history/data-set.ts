import type { RelishEvent } from '../../../services/contracts/events.ts';

/** An honest history: what attacks are merged into. */
export interface DataSet {
  readonly name: string;
  /** In the order of their times. */
  readonly events: readonly RelishEvent[];
  /** What was cut, made up or left out: it is printed with the figures. */
  readonly notes: readonly string[];
}

/** A data set that isn't there: skipped, and said so. */
export interface MissingData {
  readonly name: string;
  readonly missing: string;
}

export interface DataSource {
  readonly name: string;
  /** @param accounts how many accounts are kept, by a hash of their ids; 0: all */
  load(accounts: number): Promise<DataSet | MissingData>;
}

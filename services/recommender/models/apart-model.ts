import type { ApartModelName } from '../../contracts/http/answers.ts';
import type { ItemCertificate } from '../certificate/certificate.ts';

/** What an account took home: of each item, on how many days and when last (days since 1970 UTC). */
export interface Taken {
  readonly itemId: string;
  readonly days: number;
  readonly last: number;
}

/** What every model is given, word for word the same. The decoy writes it down. */
export interface ModelRequest {
  readonly requestId: string;
  /** As of this position of the log. */
  readonly position: string;
  readonly accountId: string;
  /** Sorted by item. Of an account that nobody may learn from it is what it asks with, all the same. */
  readonly history: readonly Taken[];
  readonly limit: number;
  /** So many places are wanted behind the list; one where nothing is said. */
  readonly depth?: number;
  /** Leave out what the account has had. */
  readonly onlyNew: boolean;
  /** Items that can't be had now, sorted. */
  readonly soldOut: readonly string[];
  /** Of the flag `recommender-model`. */
  readonly variant?: string;
}

/** A place in a list. Best first, ties by item. */
export interface RankedItem {
  readonly itemId: string;
  /** Millionths. */
  readonly score: number;
}

/**
 * What a model that isn't made from the votes says. It must repeat whom it answers: an answer for another request or
 * another account is none.
 */
export interface ApartAnswer {
  readonly requestId: string;
  readonly accountId: string;
  /** At least `limit + 1` places where there are so many: the next one is what a certificate is measured against. */
  readonly items: readonly RankedItem[];
}

/** What a model learns from: one row an established account, frozen and named by its digest. */
export interface TrainingSet {
  /** As of this position. */
  readonly position: string;
  readonly policyDigest: string;
  /** The day of the position: days since 1970 UTC. */
  readonly today: number;
  /** Sorted. */
  readonly itemIds: readonly string[];
  /** Sorted by account; items are indices into `itemIds`, ascending, each with its votes in millionths. */
  readonly rows: readonly {
    readonly accountId: string;
    readonly items: readonly number[];
    readonly votes: readonly number[];
  }[];
}

/** A model that is trained from a set and answers in a worker thread: one file with one of these, pure. */
export interface ApartModel {
  readonly name: ApartModelName;
  readonly version: string;
  /** What it was trained with, for those who want to make it again. */
  readonly parameters?: Readonly<Record<string, number>>;
  /** The artifact: bytes that `load` reads, the same for the same set. Yields wherever others may have the thread. */
  train(set: TrainingSet): Generator<undefined, Uint8Array>;
  /** @throws Error if the bytes aren't what `train` of this version writes */
  load(artifact: Uint8Array): (request: ModelRequest) => readonly RankedItem[];
  /**
   * By item that an artifact knows: how many accounts of its training set took it. Without it, items that the training
   * set's fingerprint doesn't name aren't told apart. Yields wherever others may have the thread.
   * @throws Error if the bytes aren't what `train` of this version writes
   */
  takers?(artifact: Uint8Array): Generator<undefined, ReadonlyMap<string, number>>;
  /** Of a list's first `limit` places; without it, nothing is promised. */
  certify?(items: readonly RankedItem[], limit: number): readonly ItemCertificate[];
}

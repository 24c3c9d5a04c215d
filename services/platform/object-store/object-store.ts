/** What is known of an object without fetching it. */
export interface ObjectEntry {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

/**
 * Where finished things are kept: archived segments of the log, snapshots, exports. An object never changes once it
 * is there. Names are parts of `[a-z0-9._-]`, joined by `/`; no part is `.` or `..`.
 * One exported contract suite (`test/contract/object-store-contract.ts`) runs against every adapter.
 * Every method throws AppError 503 `objects-away` while the store can't be reached, 400 `invalid-object-name`.
 */
export interface ObjectStore extends AsyncDisposable {
  /** Keeps the bytes unless there is an object of that name; resolves when they are durable. */
  putIfAbsent(name: string, bytes: Uint8Array): Promise<'stored' | 'exists'>;
  /** The whole object, undefined if there is none. */
  get(name: string): Promise<Uint8Array | undefined>;
  /** All objects whose name begins with `prefix`, by name. */
  list(prefix: string): Promise<readonly ObjectEntry[]>;
  /** Does nothing where there is none. */
  remove(name: string): Promise<void>;
}

/** What is known of an object without fetching it. */
export interface ObjectEntry {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

/**
 * Where finished things are kept: archived segments of the log, snapshots, exports. An object never changes once it
 * is there. A name is parts of `[a-z0-9._-]`, joined by `/`; no part is `.` or `..` or longer than 200 characters,
 * the whole not longer than 512. No name is the folder of another (`a` beside `a/b`).
 * One exported contract suite (`test/contract/object-store-contract.ts`) runs against every adapter.
 *
 * Every method throws AppError 400 `invalid-object-name`, and 503 `objects-away` while the store can't be reached or
 * `objects-refused` if it won't (rights, a full disk, a wrong clock); the detail names the way out. After 503 of
 * `putIfAbsent` the object may be there, whole; after that of `remove` it may be gone. Both can be tried again.
 */
export interface ObjectStore extends AsyncDisposable {
  /**
   * Keeps the bytes unless there is an object of that name. When it resolves, what is kept there is durable, with
   * either answer. Of all who put at once, exactly one hears `stored`, and its bytes are what everybody reads.
   * @throws AppError 413 `object-too-large` above 1 GiB
   */
  putIfAbsent(name: string, bytes: Uint8Array): Promise<'stored' | 'exists'>;
  /** The whole object, undefined if there is none. */
  get(name: string): Promise<Uint8Array | undefined>;
  /** All objects whose name begins with `prefix` (or all, for ''), by name in the order of their characters. */
  list(prefix: string): Promise<readonly ObjectEntry[]>;
  /** Does nothing where there is none. */
  remove(name: string): Promise<void>;
}

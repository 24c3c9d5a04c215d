import type { ObjectStore } from '../../services/platform/object-store/object-store.ts';

/** Objects in memory that a test may do anything to. */
export interface MemoryObjectStore extends ObjectStore {
  readonly objects: Map<string, Uint8Array>;
}

/** An object store for tests of what is kept in one; the adapters themselves have a contract suite. */
export const aMemoryObjectStore = (objects = new Map<string, Uint8Array>()): MemoryObjectStore => ({
  objects,
  async putIfAbsent(name, bytes) {
    if (objects.has(name)) return 'exists';
    objects.set(name, Uint8Array.from(bytes));
    return 'stored';
  },
  get: async (name) => objects.get(name),
  list: async (prefix) =>
    [...objects]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, { byteLength }]) => ({ name, size: byteLength }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  async remove(name) {
    objects.delete(name);
  },
  async [Symbol.asyncDispose]() {},
});

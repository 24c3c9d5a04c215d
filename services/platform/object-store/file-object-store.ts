import { randomUUID } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { link, lstat, mkdir, open, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { hasErrorCode } from '../files/has-error-code.ts';
import { AppError } from '../http/app-error.ts';
import { objectsAway, objectsRefused } from './object-errors.ts';
import { byName, checkObjectName, checkObjectSize, checkPrefix, invalidName } from './object-names.ts';
import type { ObjectEntry, ObjectStore } from './object-store.ts';

/** No part of a name has a tilde: nothing in here is ever an object. */
const DRAFTS = '~drafts';
/** A draft this old has no writer any more; younger ones may be another process's. */
const STALE_MS = 3_600_000;
const AT_ONCE = 64;
const REFUSALS = ['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'EFBIG', 'ENOTSUP'];

/** A folder's entries are durable when the folder is. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const writeDurably = async (path: string, bytes: Uint8Array): Promise<void> => {
  const handle = await open(path, 'wx', 0o640);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const isFolder = async (path: string): Promise<boolean> => {
  try {
    return (await lstat(path)).isDirectory();
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return false;
    throw error;
  }
};

const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR', 'EISDIR'].some((code) => hasErrorCode(error, code));

/**
 * Objects are files of a folder, named as they are. A draft beside them is written and synced first, then linked:
 * a link is made whole or not at all, and never over another, also among processes. What a crash leaves is a draft.
 */
class FileObjectStore implements ObjectStore {
  readonly #folder: string;
  readonly #drafts: string;
  /** Folders whose own entry this process has seen durable. Objects are removed, folders never are. */
  readonly #durable = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
    this.#drafts = join(folder, DRAFTS);
    this.#durable.add(folder);
  }

  async putIfAbsent(name: string, bytes: Uint8Array): Promise<'stored' | 'exists'> {
    checkObjectName(name);
    checkObjectSize(name, bytes.length);
    return this.#try(async () => {
      const draft = join(this.#drafts, randomUUID());
      try {
        // First, because it fails while the folder is away, which must not be made anew.
        await writeDurably(draft, bytes);
        return await this.#publish(draft, name);
      } finally {
        await unlink(draft).catch(() => undefined);
      }
    });
  }

  async get(name: string): Promise<Uint8Array | undefined> {
    checkObjectName(name);
    return this.#try(async () => {
      try {
        return await readFile(join(this.#folder, name));
      } catch (error) {
        if (!isMissing(error)) throw error;
        await stat(this.#drafts);
        return undefined;
      }
    });
  }

  async list(prefix: string): Promise<readonly ObjectEntry[]> {
    checkPrefix(prefix);
    return this.#try(async () => {
      await stat(this.#drafts);
      const found: ObjectEntry[] = [];
      await this.#walk(prefix.slice(0, prefix.lastIndexOf('/') + 1), prefix, found);
      return found.sort(byName);
    });
  }

  async remove(name: string): Promise<void> {
    checkObjectName(name);
    return this.#try(async () => {
      const path = join(this.#folder, name);
      try {
        if (!(await isFolder(path))) await unlink(path);
      } catch (error) {
        if (!isMissing(error)) throw error;
        await stat(this.#drafts);
        return;
      }
      await syncFolder(dirname(path));
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Nothing is held open.
  }

  async #publish(draft: string, name: string): Promise<'stored' | 'exists'> {
    const path = join(this.#folder, name);
    const place = dirname(path);
    try {
      await this.#makeFolder(place);
      await link(draft, path);
      await syncFolder(place);
      return 'stored';
    } catch (error) {
      if (hasErrorCode(error, 'ENOTDIR')) throw invalidName(name, 'a part of it is an object');
      if (!hasErrorCode(error, 'EEXIST')) throw error;
      if (await isFolder(path)) throw invalidName(name, 'there are objects below it');
      // Whoever put it may not have come to this yet.
      await syncFolder(place);
      return 'exists';
    }
  }

  async #makeFolder(folder: string): Promise<void> {
    if (this.#durable.has(folder)) return;
    const parent = dirname(folder);
    await this.#makeFolder(parent);
    try {
      await mkdir(folder);
    } catch (error) {
      if (!hasErrorCode(error, 'EEXIST')) throw error;
      if (!(await isFolder(folder))) throw Object.assign(new Error(folder), { code: 'ENOTDIR' });
    }
    await syncFolder(parent);
    this.#durable.add(folder);
  }

  async #walk(folder: string, prefix: string, found: ObjectEntry[]): Promise<void> {
    const entries = await this.#entriesOf(folder);
    const wanted = entries.filter((entry) => {
      const name = `${folder}${entry.name}`;
      return entry.name !== DRAFTS && (name.startsWith(prefix) || prefix.startsWith(`${name}/`));
    });
    const files = wanted.filter((entry) => entry.isFile());
    for (let from = 0; from < files.length; from += AT_ONCE)
      found.push(...(await this.#measure(folder, files.slice(from, from + AT_ONCE))));
    for (const entry of wanted)
      if (entry.isDirectory()) await this.#walk(`${folder}${entry.name}/`, prefix, found);
  }

  async #entriesOf(folder: string): Promise<readonly Dirent[]> {
    try {
      return await readdir(join(this.#folder, folder), { withFileTypes: true });
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  /** Without those that were removed meanwhile. */
  async #measure(folder: string, files: readonly Dirent[]): Promise<readonly ObjectEntry[]> {
    const measured = await Promise.all(
      files.map(async (file): Promise<ObjectEntry[]> => {
        const name = `${folder}${file.name}`;
        try {
          return [{ name, size: (await stat(join(this.#folder, name))).size }];
        } catch (error) {
          if (isMissing(error)) return [];
          throw error;
        }
      }),
    );
    return measured.flat();
  }

  async #try<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (error instanceof AppError) throw error;
      const refusal = REFUSALS.find((code) => hasErrorCode(error, code));
      throw refusal === undefined
        ? objectsAway(this.#folder, error)
        : objectsRefused(this.#folder, refusal, error);
    }
  }
}

const removeStaleDrafts = async (drafts: string): Promise<void> => {
  const before = Date.now() - STALE_MS;
  for (const draft of await readdir(drafts)) {
    const path = join(drafts, draft);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
    if (mtimeMs < before) await unlink(path).catch(() => undefined);
  }
};

/**
 * The objects of a folder, which is made if there is none. Several processes may have it open at once.
 * @throws AppError 503 `objects-refused` if it can't be made or written
 */
export const openFileObjectStore = async ({ folder }: { readonly folder: string }): Promise<ObjectStore> => {
  const root = resolve(folder);
  const drafts = join(root, DRAFTS);
  try {
    await mkdir(drafts, { recursive: true, mode: 0o750 });
    await syncFolder(root);
    await syncFolder(dirname(root));
    await removeStaleDrafts(drafts);
  } catch (error) {
    throw objectsRefused(root, error instanceof Error ? error.message : String(error), error);
  }
  return new FileObjectStore(root);
};

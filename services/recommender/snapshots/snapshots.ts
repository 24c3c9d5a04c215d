import type { Logger } from 'pino';
import { z } from 'zod';
import { digest, position } from '../../contracts/primitives.ts';
import type { EventLog, Position } from '../../platform/event-log/event-log.ts';
import { positionAt, sequenceOf } from '../../platform/event-log/position.ts';
import { type Digest, digestOf } from '../../platform/digest/canonical-digest.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { ObjectStore } from '../../platform/object-store/object-store.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import type { MakeState } from '../replay/replays.ts';
import { type Decoded, decodeSnapshot } from './decode-snapshot.ts';
import type { Snapshot } from './encode-snapshot.ts';
import { restoreSnapshot } from './restore-snapshot.ts';
import { unusable } from './snapshot-header.ts';

const FOLDER = 'snapshots/';
/** The newest may be damaged, and the next; older ones are only kept for replays of the past. */
const KEPT = 3;
const NEVER = new AbortController().signal;
const MANIFEST = /^snapshots\/(\d{16})\.json$/;
const BODY = /^snapshots\/(\d{16})-[0-9a-f]{16}\.bin$/;

/** Signs and verifies manifests; the bytes of a snapshot are named by their digest in one. */
export interface Seal {
  /** The manifest in a signed envelope. */
  sign(manifest: Uint8Array): Uint8Array | Promise<Uint8Array>;
  /** The manifest of an envelope. Throws if the signature doesn't hold. */
  verify(envelope: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

const manifestOf = z.object({
  kind: z.literal('snapshot'),
  position,
  object: z.string().regex(BODY),
  digest,
  /** Of the event at the position: the log that a snapshot is of. */
  event: digest,
});

interface SnapshotsDeps {
  readonly store: ObjectStore;
  readonly log: Pick<EventLog, 'read'>;
  readonly seal: Seal;
  readonly logger: Logger;
}

/**
 * Snapshots of the fold in an object store: `<position>-<digest>.bin`, which holds the state, and `<position>.json`, its
 * signed manifest, which makes it count. What two replicas write at one position has the same name where it is the same;
 * where it isn't (two versions of Relish), the first manifest stays, and it names its own body.
 */
export class Snapshots {
  readonly #deps: SnapshotsDeps;

  constructor(deps: SnapshotsDeps) {
    this.#deps = deps;
  }

  /** Where there are snapshots, the newest first. */
  async positions(): Promise<readonly Position[]> {
    const entries = await this.#deps.store.list(FOLDER);
    return entries.flatMap(({ name }) => MANIFEST.exec(name)?.[1] ?? []).reverse();
  }

  /**
   * Makes an empty state that of the newest snapshot at or before a position. One that can't be used is said in the
   * log, and the next older one is tried; where none can be had the state stays empty, and the log is enough.
   * @throws the reason of `stop`
   */
  async restore(state: RecommenderState, upTo: Position, stop: AbortSignal): Promise<void> {
    try {
      for (const at of await this.positions()) {
        if (at <= upTo && (await this.#isRestored(state, at, stop))) return;
      }
    } catch (error) {
      stop.throwIfAborted();
      this.#deps.logger.error(
        { err: error },
        'snapshots are out of reach: the log is folded from its beginning',
      );
    }
  }

  /** Keeps a snapshot, and of all of them the newest few. To keep one twice changes nothing. */
  async keep({ header, bytes, digest }: Snapshot): Promise<void> {
    const { store, seal } = this.#deps;
    const { position } = header;
    const object = `${FOLDER}${position}-${digest.slice('sha256:'.length).slice(0, 16)}.bin`;
    const event = await this.#eventAt(position);
    const manifest = Buffer.from(JSON.stringify({ kind: 'snapshot', position, object, digest, event }));
    await store.putIfAbsent(object, bytes);
    await store.putIfAbsent(`${FOLDER}${position}.json`, await seal.sign(manifest));
    await this.#prune();
  }

  async #isRestored(state: RecommenderState, at: Position, stop: AbortSignal): Promise<boolean> {
    try {
      await restoreSnapshot(state, await this.#read(at), stop);
      return true;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'snapshot-unusable') throw error;
      this.#deps.logger.error({ err: error, position: at }, 'a snapshot is unusable: an older one is tried');
      return false;
    }
  }

  async #read(at: Position): Promise<Decoded> {
    const { store } = this.#deps;
    const manifest = await this.#manifest(at);
    if (manifest.event !== (await this.#eventAt(at))) throw unusable('it is of another log');
    const bytes = await store.get(manifest.object);
    if (!bytes) throw unusable('its bytes are gone');
    const decoded = await decodeSnapshot(bytes, manifest.digest);
    if (decoded.header.position !== at) throw unusable('it is of another position than its name');
    return decoded;
  }

  /** The digest of an event that is on the log. */
  async #eventAt(position: Position): Promise<Digest | undefined> {
    const { events } = await this.#deps.log.read(positionAt(sequenceOf(position) - 1), 1);
    return events[0] && digestOf(events[0]);
  }

  async #manifest(at: Position): Promise<z.infer<typeof manifestOf>> {
    const { store, seal } = this.#deps;
    const envelope = await store.get(`${FOLDER}${at}.json`);
    if (!envelope) throw unusable('its manifest is gone');
    try {
      const manifest: unknown = JSON.parse(Buffer.from(await seal.verify(envelope)).toString());
      const parsed = manifestOf.parse(manifest);
      if (parsed.position === at) return parsed;
    } catch (error) {
      throw unusable("its manifest isn't signed by us", error);
    }
    throw unusable('its manifest is of another position');
  }

  /** Manifests go before their bodies: whoever finds one finds the other. Bodies without one go once they are old. */
  async #prune(): Promise<void> {
    const { store } = this.#deps;
    const oldest = (await this.positions())[KEPT - 1];
    if (oldest === undefined) return;
    const entries = await store.list(FOLDER);
    for (const pattern of [MANIFEST, BODY]) {
      for (const { name } of entries)
        if ((pattern.exec(name)?.[1] ?? oldest) < oldest) await store.remove(name);
    }
  }
}

/** Folds up to a position begin with the newest snapshot at or before it, where there is one. */
export const startedFrom =
  (snapshots: Snapshots | undefined, makeState: () => RecommenderState): MakeState =>
  async (upTo) => {
    const state = makeState();
    await snapshots?.restore(state, upTo, NEVER);
    return state;
  };

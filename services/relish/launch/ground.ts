import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Authenticator } from '../../platform/auth/authenticator.ts';
import type { OriginHasher } from '../../platform/auth/origin.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Lineage } from '../../platform/lineage/lineage.ts';
import type { ObjectStore } from '../../platform/object-store/object-store.ts';
import type { DataFolder } from './data-folder.ts';
import type { Logs } from './open-logs.ts';
import type { Shared } from './open-shared.ts';
import type { Signing } from './open-signing.ts';

/** What the services of a process stand on. */
export interface Ground {
  readonly config: Config;
  readonly data: DataFolder;
  readonly logs: Logs;
  readonly objects: ObjectStore;
  readonly signing: Signing;
  readonly shared: Shared;
  readonly logger: Logger;
  readonly registry: Registry;
  readonly clock: { now(): number };
  /** Ends the wait for what isn't there yet. */
  readonly stop: AbortSignal | undefined;
  readonly lineage: Lineage | undefined;
  /** Hears that a service can't go on: nothing but a new start helps. */
  readonly onBroken: (error: unknown) => void;
}

/** What each service is told in the same way. */
export interface Basis extends Pick<Ground, 'logger' | 'clock' | 'onBroken'> {
  readonly authenticator: Authenticator;
  readonly hashOrigin: OriginHasher;
}

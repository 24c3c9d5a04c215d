import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Registry } from 'prom-client';
import type { Config } from '../../platform/config/config.ts';
import { createFileTransport } from '../../platform/lineage/file-transport.ts';
import { createHttpTransport } from '../../platform/lineage/http-transport.ts';
import { createLineage, type Lineage } from '../../platform/lineage/lineage.ts';
import { Outbox, type Transport } from '../../platform/lineage/outbox.ts';
import { watchCount } from '../../platform/telemetry/watched-metrics.ts';
import { codeVersion } from './code-version.ts';
import type { OpenedParts } from './opened-parts.ts';

/** In the data folder. */
const FILE = 'lineage.ndjson';
const DROPPED = 'Events of lineage that found no room, were refused or could not be sent';

type Wanted = Pick<
  Config,
  | 'OPENLINEAGE_URL'
  | 'OPENLINEAGE_API_KEY'
  | 'OPENLINEAGE_NAMESPACE'
  | 'RELISH_LINEAGE_FILE'
  | 'RELISH_SERVICE'
>;

interface LineageOptions {
  readonly config: Wanted;
  /** The data folder. */
  readonly folder: string;
  /** Hears of what nobody was told. */
  readonly onDropped: (what: { readonly job: string; readonly runId: string; readonly why: string }) => void;
  /** Milliseconds. */
  readonly now: () => number;
  readonly registry?: Registry;
}

/** The receiver that is named, or a file; none for a service apart that names neither: it may have no disk. */
const transportFor = ({ config, folder }: LineageOptions): Transport | undefined => {
  const { OPENLINEAGE_URL: url, OPENLINEAGE_API_KEY: apiKey, RELISH_LINEAGE_FILE, RELISH_SERVICE } = config;
  if (url !== undefined) return createHttpTransport({ url, apiKey });
  const file = RELISH_LINEAGE_FILE ?? (RELISH_SERVICE === 'all' ? join(folder, FILE) : undefined);
  return file === undefined ? undefined : createFileTransport(file);
};

/** What tells of runs as OpenLineage; undefined where nobody is to be told. */
export const openLineage = (options: LineageOptions, parts: OpenedParts): Lineage | undefined => {
  const { config, onDropped, now, registry } = options;
  const transport = transportFor(options);
  if (!transport) return undefined;
  const outbox = new Outbox({
    transport,
    onDropped: ({ job, run: { runId } }, why) => onDropped({ job: job.name, runId, why }),
  });
  if (registry) watchCount(registry, 'relish_lineage_dropped_total', DROPPED, () => outbox.dropped);
  const namespace = config.OPENLINEAGE_NAMESPACE;
  return parts.add(createLineage({ namespace, version: codeVersion(), newId: randomUUID, now, outbox }));
};

import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ASSESSMENT_COLUMNS, type AssessmentRow } from '../../platform/analysis/assessment-columns.ts';
import { EVENT_COLUMNS } from '../../platform/analysis/event-columns.ts';
import { eventRow, type EventRow } from '../../platform/analysis/event-row.ts';
import { openParquetWriter, type ParquetWriter } from '../../platform/analysis/parquet-writer.ts';
import { ORIGIN } from '../../platform/event-log/event-log.ts';
import type { LogReader } from '../../platform/event-log/open-log-copy.ts';
import { sequenceOf } from '../../platform/event-log/position.ts';
import { defaultFlags } from '../../platform/flags/default-flags.ts';
import { assessmentsOf } from '../../recommender/accounts/list-assessments.ts';
import { defaultPolicy } from '../../recommender/integrity/policy.ts';
import { RecommenderState } from '../../recommender/replay/recommender-state.ts';

/** Of a log that has but one. */
const ONE_STREAM = 'log';
const PAGE = 5_000;
/** Rows of a file. */
const PART = 50_000;

/** Files of Parquet, by table. */
export interface ProductFiles {
  readonly events: readonly string[];
  /** At least one, though it may have no row. */
  readonly assessments: readonly string[];
}

/** Rows that become files, so many each. */
class Parts<Row> {
  readonly #writer: ParquetWriter<Row>;
  readonly #nameOf: (part: number) => string;
  #rows: Row[] = [];
  readonly files: string[] = [];

  constructor(writer: ParquetWriter<Row>, nameOf: (part: number) => string) {
    this.#writer = writer;
    this.#nameOf = nameOf;
  }

  async add(rows: readonly Row[]): Promise<void> {
    for (const row of rows) this.#rows.push(row);
    if (this.#rows.length >= PART) await this.end();
  }

  /** What is left becomes a file, also where it is nothing: a table without rows has columns. */
  async end(): Promise<void> {
    if (this.#rows.length === 0 && this.files.length > 0) return;
    const file = this.#nameOf(this.files.length);
    await this.#writer.write(this.#rows, file);
    this.files.push(file);
    this.#rows = [];
  }
}

interface Making {
  readonly log: LogReader;
  /** Where the files go. */
  readonly folder: string;
  readonly stop: AbortSignal;
  readonly onProgress: (events: number) => void;
}

const writeEvents = async (
  { log, stop, onProgress }: Making,
  state: RecommenderState,
  parts: Parts<EventRow>,
): Promise<void> => {
  for (let after = ORIGIN; after < log.head();) {
    stop.throwIfAborted();
    const batch = await log.read(after, PAGE);
    const rows = batch.events.map((event, index) => {
      const sequence = sequenceOf(batch.positionOf(index));
      return eventRow(batch.streamOf?.(index) ?? ONE_STREAM, { sequence, text: JSON.stringify(event) });
    });
    await parts.add(rows);
    state.apply(batch.events, (index) => batch.positionOf(index), batch.last);
    after = batch.last;
    onProgress(state.events);
  }
  await parts.end();
};

const writeAssessments = async (state: RecommenderState, parts: Parts<AssessmentRow>, stop: AbortSignal) => {
  const version = { policy: state.policyDigest, position: state.position };
  for (const [account, accountId] of state.accounts.names().entries()) {
    stop.throwIfAborted();
    await parts.add(assessmentsOf(state, account).map((one) => ({ ...one, accountId, ...version })));
  }
  await parts.end();
};

const OURS = /^(events|assessments)-\d+\.parquet$/;

/** Parts that were written there before and aren't now would be read as parts of these. */
const dropOthers = async (folder: string, written: readonly string[]): Promise<void> => {
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    if (OURS.test(name) && !written.includes(file)) await rm(file);
  }
};

/** Writes a log and all assessments of it, under the policy in force at its head, as Parquet. */
export const makeProductFiles = async (making: Making): Promise<ProductFiles> => {
  const { folder, stop } = making;
  await mkdir(folder, { recursive: true });
  const name = (table: string) => (part: number) => join(folder, `${table}-${part}.parquet`);
  using eventWriter = await openParquetWriter(EVENT_COLUMNS);
  using assessmentWriter = await openParquetWriter(ASSESSMENT_COLUMNS);
  const events = new Parts(eventWriter, name('events'));
  const assessments = new Parts(assessmentWriter, name('assessments'));
  const state = new RecommenderState(defaultPolicy, defaultFlags);
  await writeEvents(making, state, events);
  await writeAssessments(state, assessments, stop);
  await dropOthers(folder, [...events.files, ...assessments.files]);
  return { events: events.files, assessments: assessments.files };
};

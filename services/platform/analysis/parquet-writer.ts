import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import {
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
} from '@duckdb/node-api';
import { createTable, EVENT_COLUMNS, literal } from './event-columns.ts';
import type { EventRow } from './event-row.ts';

const TABLE = 'segment';
/** Rows of one of DuckDB's vectors. */
const CHUNK = 2_048;

const sync = async (path: string): Promise<void> => {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const append = (appender: DuckDBAppender, rows: readonly EventRow[]): void => {
  const types = EVENT_COLUMNS.map((_, index) => appender.columnType(index));
  for (let from = 0; from < rows.length; from += CHUNK) {
    const some = rows.slice(from, from + CHUNK);
    const chunk = DuckDBDataChunk.create(types, some.length);
    chunk.setColumns(EVENT_COLUMNS.map(({ valueOf }) => some.map(valueOf)));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
};

/** Writes events as Parquet, compressed by zstd. */
export class ParquetWriter implements Disposable {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;

  constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.#connection = connection;
  }

  /** The file is there whole or not at all. */
  async write(rows: readonly EventRow[], path: string): Promise<void> {
    const draft = `${path}.${randomUUID()}.draft`;
    try {
      await this.#connection.run(createTable(TABLE));
      append(await this.#connection.createAppender(TABLE), rows);
      await this.#connection.run(`COPY ${TABLE} TO ${literal(draft)} (FORMAT parquet, COMPRESSION zstd)`);
      await sync(draft);
      await rename(draft, path);
    } finally {
      await rm(draft, { force: true });
    }
  }

  [Symbol.dispose](): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}

export const openParquetWriter = async (): Promise<ParquetWriter> => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  return new ParquetWriter(instance, await instance.connect());
};

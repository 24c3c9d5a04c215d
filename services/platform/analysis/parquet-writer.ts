import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import {
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
} from '@duckdb/node-api';
import { type Column, createTable, literal } from './event-columns.ts';

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

const append = <Row>(
  appender: DuckDBAppender,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): void => {
  const types = columns.map((_, index) => appender.columnType(index));
  for (let from = 0; from < rows.length; from += CHUNK) {
    const some = rows.slice(from, from + CHUNK);
    const chunk = DuckDBDataChunk.create(types, some.length);
    chunk.setColumns(columns.map(({ valueOf }) => some.map(valueOf)));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
};

/** Writes rows as Parquet, compressed by zstd. */
export class ParquetWriter<Row> implements Disposable {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #columns: readonly Column<Row>[];

  constructor(instance: DuckDBInstance, connection: DuckDBConnection, columns: readonly Column<Row>[]) {
    this.#instance = instance;
    this.#connection = connection;
    this.#columns = columns;
  }

  /** The file is there whole or not at all. */
  async write(rows: readonly Row[], path: string): Promise<void> {
    const draft = `${path}.${randomUUID()}.draft`;
    try {
      await this.#connection.run(createTable(TABLE, this.#columns));
      append(await this.#connection.createAppender(TABLE), rows, this.#columns);
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

export const openParquetWriter = async <Row>(
  columns: readonly Column<Row>[],
): Promise<ParquetWriter<Row>> => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  return new ParquetWriter(instance, await instance.connect(), columns);
};

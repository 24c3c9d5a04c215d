import { type DuckDBConnection, DuckDBInstance, StatementType } from '@duckdb/node-api';
import { AppError } from '../http/app-error.ts';
import { createTable, EVENT_COLUMNS, literal } from './event-columns.ts';
import { type PlainValue, plainValue } from './plain-value.ts';

/** What a question came to. */
export interface Found {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly PlainValue[])[];
  /** Whether there are more rows than were asked for. */
  readonly isMore: boolean;
}

interface DatabaseOptions {
  /** Of Parquet, as `exportArchive` writes them. */
  readonly files: readonly string[];
  /** Other tables, by name: files of Parquet, at least one each. */
  readonly tables?: Readonly<Record<string, readonly string[]>>;
  /** Views of the tables, by name, in SQL; later ones see earlier ones. */
  readonly views?: Readonly<Record<string, string>>;
  /** Where what doesn't fit into memory goes meanwhile: a folder of its own. */
  readonly spill: string;
}

/** With ANALYZE it runs what it explains. */
const EXPLAIN = /^\s*explain\s+(analyze\s+)?/i;
const MEMORY = '2GB';
const NONE = 'Error in native callback';
/** DuckDB would take these in a file's name for a pattern. */
const PATTERN = /[*?[\]{}]/;

const refused = (detail: string, cause?: unknown): AppError =>
  new AppError(422, 'query-refused', detail, { cause });

/** The events of an archive to ask questions in SQL, and nothing else: SQL reaches no other file, and no network. */
export class EventDatabase implements Disposable {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;

  constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.#connection = connection;
  }

  /**
   * @param sql one statement that reads
   * @param limit so many rows at most are fetched
   * @throws AppError 422 `query-refused` with what DuckDB says is wrong; the signal's reason when it aborts
   */
  async ask(sql: string, limit: number, stop: AbortSignal): Promise<Found> {
    const interrupt = (): void => this.#connection.interrupt();
    stop.addEventListener('abort', interrupt);
    try {
      return await this.#ask(sql, limit);
    } catch (error) {
      stop.throwIfAborted();
      if (error instanceof AppError) throw error;
      throw refused(String(error).replace(/^Error: (Failed to extract statements: )?/, ''), error);
    } finally {
      stop.removeEventListener('abort', interrupt);
    }
  }

  [Symbol.dispose](): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }

  async #ask(sql: string, limit: number): Promise<Found> {
    const statements = await this.#connection.extractStatements(sql).catch((cause: unknown) => {
      // What DuckDB's own binding makes of a comment alone.
      const isNone = String(cause).includes(NONE);
      throw isNone ? refused('There is no statement in it.', cause) : cause;
    });
    if (statements.count !== 1)
      throw refused(`One statement at a time, please; these are ${statements.count}.`);
    const statement = await statements.prepare(0);
    if (!(await this.#reads(sql, statement.statementType)))
      throw refused('Only what reads is done here: SELECT, WITH, FROM, DESCRIBE, SUMMARIZE, EXPLAIN.');
    const reader = await statement.streamAndReadUntil(limit + 1);
    const rows = reader.getRows();
    return {
      columns: reader.columnNames(),
      rows: rows.slice(0, limit).map((row) => row.map(plainValue)),
      isMore: rows.length > limit,
    };
  }

  /** A SELECT, in any of its forms, or one explained: the files above could be written over by what COPY explains. */
  async #reads(sql: string, type: StatementType): Promise<boolean> {
    if (type !== StatementType.EXPLAIN) return type === StatementType.SELECT;
    if (!EXPLAIN.test(sql)) return false;
    const explained = await this.#connection.extractStatements(sql.replace(EXPLAIN, ''));
    return (await explained.prepare(0)).statementType === StatementType.SELECT;
  }
}

const listOf = (files: readonly string[]): string => `[${files.map(literal).join(', ')}]`;

const settle = async (connection: DuckDBConnection, options: DatabaseOptions): Promise<void> => {
  const { files, spill, tables = {}, views = {} } = options;
  const parquet = { ...(files.length > 0 && { events: files }), ...tables };
  await connection.run(`SET memory_limit = '${MEMORY}'`);
  await connection.run(`SET temp_directory = ${literal(spill)}`);
  await connection.run("SET TimeZone = 'UTC'");
  if (files.length === 0) await connection.run(createTable('events', EVENT_COLUMNS));
  const all = Object.values(parquet).flat();
  if (all.length > 0) await connection.run(`SET allowed_paths = ${listOf(all)}`);
  for (const [name, some] of Object.entries(parquet))
    await connection.run(`CREATE VIEW ${name} AS SELECT * FROM read_parquet(${listOf(some)})`);
  for (const [name, sql] of Object.entries(views)) await connection.run(`CREATE VIEW ${name} AS ${sql}`);
  // From here on no file and no address but those above, and nothing turns that off again.
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
};

/** Files as the table `events`. */
export const openEventDatabase = async (options: DatabaseOptions): Promise<EventDatabase> => {
  const odd = [options.files, ...Object.values(options.tables ?? {})]
    .flat()
    .find((file) => PATTERN.test(file));
  if (odd !== undefined) throw refused(`${odd}: a folder with one of * ? [ ] { } in its name won't do.`);
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '2',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  try {
    await settle(connection, options);
    return new EventDatabase(instance, connection);
  } catch (error) {
    connection.closeSync();
    instance.closeSync();
    throw error;
  }
};

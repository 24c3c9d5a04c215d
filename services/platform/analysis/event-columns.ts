import { type DuckDBValue, listValue, structValue, timestampValue } from '@duckdb/node-api';
import type { EventRow } from './event-row.ts';

/** A column of a table whose rows are made here. */
export interface Column<Row> {
  readonly name: string;
  /** As DuckDB's SQL has it. */
  readonly type: string;
  valueOf(row: Row): DuckDBValue;
}

const MICROS = 1_000n;
const bigOrNull = (value: number | null): bigint | null => (value === null ? null : BigInt(value));

const linesOf = ({ lines }: EventRow): DuckDBValue =>
  lines === null
    ? null
    : listValue(
        lines.map(({ itemId, quantity, unitPrice }) =>
          structValue({ item_id: itemId, quantity: bigOrNull(quantity), unit_price: bigOrNull(unitPrice) }),
        ),
      );

const text = (name: string, valueOf: (row: EventRow) => string | null): Column<EventRow> => ({
  name,
  type: 'VARCHAR',
  valueOf,
});

/** The columns of a table of events. Money is in minor units; times are UTC. */
export const EVENT_COLUMNS: readonly Column<EventRow>[] = [
  text('position', ({ position }) => position),
  text('stream', ({ stream }) => stream),
  text('id', ({ id }) => id),
  text('source', ({ source }) => source),
  text('type', ({ type }) => type),
  {
    name: 'time',
    type: 'TIMESTAMP',
    valueOf: ({ time }) => (time === null ? null : timestampValue(BigInt(time) * MICROS)),
  },
  text('subject', ({ subject }) => subject),
  text('account_id', ({ accountId }) => accountId),
  text('order_id', ({ orderId }) => orderId),
  text('item_id', ({ itemId }) => itemId),
  {
    name: 'lines',
    type: 'STRUCT(item_id VARCHAR, quantity BIGINT, unit_price BIGINT)[]',
    valueOf: linesOf,
  },
  text('author', ({ author }) => author),
  text('reason', ({ reason }) => reason),
  { name: 'data', type: 'JSON', valueOf: ({ data }) => data },
];

/** SQL that makes an empty table with these columns. */
export const createTable = <Row>(table: string, columns: readonly Column<Row>[]): string =>
  `CREATE OR REPLACE TABLE ${table} (${columns.map(({ name, type }) => `"${name}" ${type}`).join(', ')})`;

/** A text as a literal of SQL. */
export const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`;

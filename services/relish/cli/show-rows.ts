import type { Found } from '../../platform/analysis/event-database.ts';

type Value = Found['rows'][number][number];

/** Characters of a table's cell. */
const WIDEST = 60;

/** Events hold what strangers wrote: nothing of it may move the cursor, ring or colour the terminal. */
export const tame = (text: string): string => text.replace(/\p{C}/gu, '\uFFFD');

const textOf = (value: Value): string => {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const cell = (value: Value): string => {
  const text = tame(textOf(value));
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
};

/** Aligned columns, numbers to the right; long cells are cut, whole ones come with CSV and JSON. */
export const asTable = function* ({ columns, rows }: Found): Iterable<string> {
  const cells = rows.map((row) => row.map(cell));
  const heads = columns.map(cell);
  const widths = heads.map((head, column) =>
    cells.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), head.length),
  );
  const isNumeric = heads.map((_, column) => rows.every((row) => typeof row[column] === 'number'));
  const lineOf = (row: readonly string[]): string => {
    const padded = row.map((text, column) =>
      isNumeric[column] === true ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0),
    );
    return `${padded.join('  ').trimEnd()}\n`;
  };
  yield lineOf(heads);
  yield lineOf(widths.map((width) => '─'.repeat(width)));
  for (const row of cells) yield lineOf(row);
};

const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** RFC 4180, with a line of names; lists and structures are JSON. */
export const asCsv = function* ({ columns, rows }: Found): Iterable<string> {
  yield `${columns.map(csvField).join(',')}\r\n`;
  for (const row of rows) yield `${row.map((value) => csvField(textOf(value))).join(',')}\r\n`;
};

/** A JSON object a line. Of columns with the same name, the last one counts. */
export const asJson = function* ({ columns, rows }: Found): Iterable<string> {
  for (const row of rows) {
    const members = columns.map((name, column) => [name, row[column] ?? null] as const);
    yield `${JSON.stringify(Object.fromEntries(members))}\n`;
  }
};

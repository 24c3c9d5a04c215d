import { pipeline, type Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { ImportError } from './import-error.ts';
import { createRetailImporter } from './retail-importer.ts';
import { createRowReader, RETAIL_COLUMNS, type RetailFields } from './retail-row.ts';
import type { SourceEvent } from './source-event.ts';
import type { Tally } from './tally.ts';

const MAX_ROW_BYTES = 64 * 1024;

/** Finds the columns by the names in the header, wherever they stand. */
const readHeader = (header: readonly string[]): ((record: readonly string[]) => RetailFields) => {
  const missing = RETAIL_COLUMNS.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    throw new ImportError(
      `This is not Online Retail: its first line has no ${missing.join(', ')}. ` +
        `Expected are the columns ${RETAIL_COLUMNS.join(', ')}.`,
    );
  }
  const [invoice, code, description, quantity, date, price, customer] = RETAIL_COLUMNS.map((column) =>
    header.indexOf(column),
  );
  const at = (record: readonly string[], index: number | undefined) => record[index ?? -1] ?? '';
  return (record) => ({
    InvoiceNo: at(record, invoice),
    StockCode: at(record, code),
    Description: at(record, description),
    Quantity: at(record, quantity),
    InvoiceDate: at(record, date),
    UnitPrice: at(record, price),
    CustomerID: at(record, customer),
  });
};

const createParser = (input: Readable, onBroken: () => void): AsyncIterable<string[]> => {
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip() {
      onBroken();
      return undefined;
    },
    max_record_size: MAX_ROW_BYTES,
  });
  // What goes wrong in the input destroys the parser, and so comes out of the loop that reads it.
  pipeline(input, parser, () => undefined);
  return parser;
};

/**
 * Online Retail (UCI, doi 10.24432/C5BW33) as CSV with a header: events for the ingest, in bounded memory.
 * @throws ImportError if the header isn't that of Online Retail
 */
export async function* readOnlineRetail(input: Readable, tally: Tally): AsyncGenerator<SourceEvent> {
  const importer = createRetailImporter(tally);
  const readRow = createRowReader();
  let toFields: ReturnType<typeof readHeader> | undefined;
  // The record's number: the same as the line's unless a quoted field has line breaks.
  let line = 0;
  const broken = () => {
    line += 1;
    tally.read();
    tally.unreadable('not-a-row', line, 'not a row of CSV');
  };
  for await (const record of createParser(input, broken)) {
    line += 1;
    if (!toFields) {
      toFields = readHeader(record);
      continue;
    }
    tally.read();
    const row = readRow(toFields(record), line);
    if (!row) tally.unreadable('wrong-value', line, record.join(','));
    else for (const event of importer.row(row)) yield { line, json: JSON.stringify(event) };
  }
  for (const event of importer.end()) yield { line, json: JSON.stringify(event) };
}

import { DateTime } from 'luxon';

/** One row of Online Retail as it stands in the file. */
export interface RetailFields {
  readonly InvoiceNo: string;
  readonly StockCode: string;
  readonly Description: string;
  readonly Quantity: string;
  readonly InvoiceDate: string;
  readonly UnitPrice: string;
  readonly CustomerID: string;
}

export const RETAIL_COLUMNS = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
] as const satisfies readonly (keyof RetailFields)[];

export interface RetailRow {
  readonly line: number;
  readonly invoice: string;
  readonly code: string;
  readonly description: string;
  /** Negative on cancellations and stock adjustments. */
  readonly quantity: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Unit price in pence, rounded. */
  readonly pence: number;
  /** '' where the shop didn't know who it was. */
  readonly account: string;
}

/** Codes of the shop that aren't something to recommend (README of the data: 2,995 rows). */
const SPECIAL_CODES = new Map([
  ['POST', 'postage'],
  ['DOT', 'postage'],
  ['C2', 'postage'],
  ['M', 'manual-entry'],
  ['D', 'discount'],
  ['S', 'sample'],
  ['BANK CHARGES', 'fee'],
  ['AMAZONFEE', 'fee'],
  ['CRUK', 'donation'],
  ['B', 'bad-debt'],
]);
const PRODUCT = /^\d{5}/;
const ID = /^[^\p{C}]{1,64}$/u;
const LOCAL_MINUTE = /^\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?$/;
const ZONE = 'Europe/London';
const MAX_QUANTITY = 1_000_000;
const MAX_PENCE = 1_000_000_000;

/** Why a code is not a product: a reason code; undefined for a product. */
export const notAProduct = (code: string): string | undefined => {
  if (PRODUCT.test(code)) return undefined;
  const special = SPECIAL_CODES.get(code.toUpperCase());
  return special ?? (code.toLowerCase().startsWith('gift_') ? 'gift-voucher' : 'other-code');
};

const toWhole = (text: string, factor: number, max: number): number | undefined => {
  const number = text.trim() === '' ? NaN : Number(text) * factor;
  return Math.abs(number) <= max ? Math.round(number) : undefined;
};

/** The shop's clock is local time in the UK. The file is in order of time, so the last reading is often right. */
const createClock = () => {
  let lastText = '';
  let lastTime: number | undefined;
  return (text: string): number | undefined => {
    if (text === lastText) return lastTime;
    const local = LOCAL_MINUTE.test(text) ? DateTime.fromSQL(text, { zone: ZONE }) : undefined;
    lastText = text;
    lastTime = local?.isValid ? local.toMillis() : undefined;
    return lastTime;
  };
};

/** Reads rows; undefined for one whose numbers, date or ids can't be read. */
export const createRowReader = () => {
  const clock = createClock();
  return (fields: RetailFields, line: number): RetailRow | undefined => {
    const time = clock(fields.InvoiceDate);
    const quantity = toWhole(fields.Quantity, 1, MAX_QUANTITY);
    const pence = toWhole(fields.UnitPrice, 100, MAX_PENCE);
    const account = fields.CustomerID.replace(/\.0$/, '');
    const idsAreRight =
      ID.test(fields.InvoiceNo) && ID.test(fields.StockCode) && (account === '' || ID.test(account));
    if (time === undefined || quantity === undefined || pence === undefined || !idsAreRight) return undefined;
    const { InvoiceNo: invoice, StockCode: code, Description: description } = fields;
    return { line, invoice, code, description, quantity, time, pence, account };
  };
};

import { relishEvent } from '../../contracts/events.ts';

/** Why a fold passes an event over: of a type that this version doesn't know, or not what its type promises. */
export type Misfit = 'unknown-type' | 'unreadable';

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isText = (value: unknown): boolean => typeof value === 'string';
/** As the contract has it, as far as it is read: a date that only JavaScript understands is none. */
const TIME = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d/;
const DATE_LENGTH = 10;
/** Neighbours on a log share their date. */
let lastDate = '';
const isDate = (date: string): boolean => {
  if (date !== lastDate && !Number.isNaN(Date.parse(date))) lastDate = date;
  return date === lastDate;
};
/** Those in `Z` are read as far as the minute; only others need all of it to say when that is. */
const isTime = (value: unknown): boolean =>
  typeof value === 'string' &&
  TIME.test(value) &&
  (value.endsWith('Z') ? isDate(value.slice(0, DATE_LENGTH)) : !Number.isNaN(Date.parse(value)));
const isCount = (value: unknown, least: number): boolean =>
  Number.isSafeInteger(value) && Number(value) >= least;
const isCountOrAbsent = (value: unknown, least: number): boolean =>
  value === undefined || isCount(value, least);
const isTextOrAbsent = (value: unknown): boolean => value === undefined || isText(value);

const isLine = (line: unknown, needsQuantity: boolean): boolean =>
  isFields(line) &&
  isText(line['itemId']) &&
  (needsQuantity ? isCount(line['quantity'], 1) : isCountOrAbsent(line['quantity'], 1)) &&
  isCountOrAbsent(line['unitPrice'], 0);

const areLines = (lines: unknown, needQuantity: boolean): boolean => {
  if (!Array.isArray(lines)) return false;
  for (const line of lines) if (!isLine(line, needQuantity)) return false;
  return true;
};

const isOrigin = (origin: unknown): boolean =>
  isFields(origin) &&
  isTextOrAbsent(origin['address']) &&
  isTextOrAbsent(origin['network']) &&
  isTextOrAbsent(origin['device']);

const isRequest = (request: unknown): boolean =>
  isFields(request) && isText(request['key']) && isText(request['body']);

/** Every event of an order passes here: nothing is made anew for it, neither a list nor a function. */
const isOrderData = (data: Fields, isPlaced: boolean): boolean =>
  isText(data['orderId']) &&
  isText(data['accountId']) &&
  ((data['lines'] === undefined && !isPlaced) || areLines(data['lines'], isPlaced)) &&
  (data['origin'] === undefined || isOrigin(data['origin'])) &&
  (data['request'] === undefined || isRequest(data['request']));

const isItemData = (data: Fields): boolean =>
  isText(data['itemId']) &&
  ['number', 'price', 'dailyStock', 'quantity'].every((name) => isCountOrAbsent(data[name], 0)) &&
  ['name', 'description'].every((name) => isTextOrAbsent(data[name]));

const isShown = (answer: Fields): boolean =>
  isText(answer['servedBy']) &&
  isFields(answer['certificate']) &&
  isCount(answer['certificate']['set'], 0) &&
  areLines(answer['items'], false);

/** A list counts for a rollout by the variant that it names; others are passed over by folds. */
const isExposureData = (data: Fields, time: unknown): boolean => {
  const { question, answer } = data;
  if (!isFields(question) || !isFields(answer)) return false;
  if (answer['variant'] === undefined) return true;
  return isTime(time) && isText(answer['variant']) && isShown(answer);
};

type IsReadable = (event: Fields) => boolean;

/** What a fold reads of the frequent types, by hand: the schemas would cost as much as the fold itself. */
const readableAs = (type: string): IsReadable => {
  // Folds pass what models said over; its content is for those who look it up.
  if (type === 'rendezvous.settled') return () => true;
  if (type === 'recommendation.exposed')
    return ({ data, time }) => isFields(data) && isExposureData(data, time);
  if (type.startsWith('order.')) {
    const isPlaced = type === 'order.placed';
    return ({ data, time }) => isTime(time) && isFields(data) && isOrderData(data, isPlaced);
  }
  if (type.startsWith('item.')) return ({ data, time }) => isTime(time) && isFields(data) && isItemData(data);
  return (event) => relishEvent.safeParse(event).success;
};

/** Of all types that this version knows. */
const readable: ReadonlyMap<string, IsReadable> = new Map(
  relishEvent.options.map(({ shape }) => [shape.type.value, readableAs(shape.type.value)]),
);

/**
 * Judges an event of the log before a fold applies it, so that none is ever half applied: every version of every
 * replica says the same of the same event, but for types that only the newer one knows.
 * @returns undefined for an event that fits
 */
export const misfitOf = (event: unknown): Misfit | undefined => {
  if (!isFields(event)) return 'unreadable';
  const { type } = event;
  if (typeof type !== 'string') return 'unreadable';
  const isReadable = readable.get(type);
  if (!isReadable) return 'unknown-type';
  return isReadable(event) ? undefined : 'unreadable';
};

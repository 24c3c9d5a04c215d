import { createHash } from 'node:crypto';
import type { placeOrder } from '../../contracts/http/ordering.ts';
import type { BodyOf } from '../../contracts/http/route.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { RequestDigests } from '../stand/stand-events.ts';

/** 128 bits: no two requests meet, and the log stays small. */
const HEX_DIGITS = 32;
const KEY = /^[\x20-\x7e]{1,128}$/;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, HEX_DIGITS);

/** What was asked for, in one spelling: what the parser dropped or filled in makes no other body. */
const canonical = ({ lines, device }: BodyOf<typeof placeOrder>): string =>
  JSON.stringify([lines.map(({ itemId, quantity }) => [itemId, quantity]), device ?? null]);

/**
 * What makes a request the same as one before: the account's key, and the body it came with.
 * @param key the Idempotency-Key header
 * @throws AppError 400 `idempotency-key-required`
 */
export const digestRequest = (
  accountId: string,
  key: string | undefined,
  body: BodyOf<typeof placeOrder>,
): RequestDigests => {
  if (!KEY.test(key ?? ''))
    throw new AppError(
      400,
      'idempotency-key-required',
      'Send an `Idempotency-Key` of 1 to 128 printable ASCII characters, a new one for each order: ' +
        'then a retry never orders twice.',
    );
  return { key: digest(`${accountId}\0${key}`), body: digest(canonical(body)) };
};

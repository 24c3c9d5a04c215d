import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { createTurnstile } from '../admission/turnstile.ts';

/** scrypt's parameters (RFC 7914). */
export interface PasscodeCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** OWASP's least (Password Storage Cheat Sheet) at 16 MiB: about 180 ms of one core. */
const STRONG: PasscodeCost = { N: 16_384, r: 8, p: 5 };
/** For a passcode that isn't kept: nobody can steal the hash, only try at the door, where tries are counted. */
export const QUICK: PasscodeCost = { N: 1_024, r: 8, p: 1 };

const SALT_BYTES = 16;
const KEY_BYTES = 32;
/** More memory than the costs above need is refused: a hash comes from a file. */
const MAX_MEMORY = 32 * 1_048_576;
const WRITTEN = /^scrypt-(\d{4,5})-(\d)-(\d):([0-9a-f]{32}):([0-9a-f]{64})$/;

/** Each computation takes one of the four threads that files are written with, so never all of them. */
const turnstile = createTurnstile({ atOnce: 2, waiting: 100 });

const derive = (passcode: string, salt: Buffer, cost: PasscodeCost): Promise<Buffer> =>
  turnstile(
    () =>
      new Promise((resolve, reject) => {
        const options = { ...cost, maxmem: MAX_MEMORY };
        scrypt(passcode.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) => {
          if (error) reject(error);
          else resolve(key);
        });
      }),
  );

/** `scrypt-N-r-p:salt:key`, the last two in hex. The passcode can't be had from it. */
export type PasscodeHash = string;

export const isPasscodeHash = (text: string): text is PasscodeHash => WRITTEN.test(text);

const write = ({ N, r, p }: PasscodeCost, salt: Buffer, key: Buffer): PasscodeHash =>
  `scrypt-${N}-${r}-${p}:${salt.toString('hex')}:${key.toString('hex')}`;

/** @throws AppError 503 `busy` when too many wait */
export const hashPasscode = async (passcode: string, cost = STRONG): Promise<PasscodeHash> => {
  const salt = randomBytes(SALT_BYTES);
  return write(cost, salt, await derive(passcode, salt, cost));
};

/** The hash that no passcode has: checking it takes as long as anybody's who isn't simulated. */
export const NOBODYS_HASH = write(STRONG, Buffer.alloc(SALT_BYTES), Buffer.alloc(KEY_BYTES));

/**
 * Compares in constant time.
 * @throws AppError 503 `busy` when too many wait
 */
export const checkPasscode = async (passcode: string, hash: PasscodeHash): Promise<boolean> => {
  const [, N, r, p, salt = '', expected = ''] = WRITTEN.exec(hash) ?? [];
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const key = await derive(passcode, Buffer.from(salt, 'hex'), cost);
  return timingSafeEqual(key, Buffer.from(expected, 'hex'));
};

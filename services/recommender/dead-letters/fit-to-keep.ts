import type { OriginHasher } from '../../platform/auth/origin.ts';

/** JSON of one event; with 5,000 letters that is 160 MB at most. */
const MOST_CHARACTERS = 32_768;
const DEEPEST = 32;
/** Names of what tells who or where somebody is, wherever it stands. */
const PERSONAL =
  /^(origin|address|ip|ip_?address|remote_?addr(ess)?|network|device|user_?agent|e?mail|phone|passcode|password|token|authorization)$/i;

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws RangeError for what is nested too deeply */
const without = (value: unknown, depth: number): unknown => {
  if (depth > DEEPEST) throw new RangeError('nested too deeply');
  if (Array.isArray(value)) return value.map((each: unknown) => without(each, depth + 1));
  if (!isFields(value)) return value;
  const kept = Object.entries(value).filter(([name]) => !PERSONAL.test(name));
  return Object.fromEntries(kept.map(([name, each]) => [name, without(each, depth + 1)]));
};

const hashedOrigin = (data: unknown, hashOrigin: OriginHasher) => {
  const origin = isFields(data) ? data['origin'] : undefined;
  if (!isFields(origin)) return undefined;
  const { address, device } = origin;
  return hashOrigin({
    ...(typeof address === 'string' && { address }),
    ...(typeof device === 'string' && { device }),
  });
};

export interface Kept {
  readonly event?: unknown;
  readonly size: number;
}

/**
 * What may be kept of something that was refused: nothing of what is no event, is too large or too deep; of the rest all
 * but what tells in clear who or where somebody is. The origin of an order is hashed as it would be on the log.
 */
export const fitToKeep = (candidate: unknown, hashOrigin: OriginHasher): Kept => {
  if (!isFields(candidate)) return { size: 0 };
  try {
    const size = JSON.stringify(candidate).length;
    if (size > MOST_CHARACTERS) return { size };
    const event = without(candidate, 0);
    const origin = hashedOrigin(candidate['data'], hashOrigin);
    if (origin && isFields(event) && isFields(event['data'])) {
      return { event: { ...event, data: { ...event['data'], origin } }, size };
    }
    return { event, size };
  } catch (error) {
    if (error instanceof RangeError) return { size: 0 };
    throw error;
  }
};

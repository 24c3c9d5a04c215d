import { z } from 'zod';
import type { ApartAnswer } from '../models/apart-model.ts';
import type { ApartRequest } from './apart-handle.ts';
import { MAX_PLACES } from './checked-items.ts';

const MILLION = 1_000_000;

const tensor = z.object({
  name: z.string().max(100),
  data: z.array(z.union([z.string().max(200), z.number()])).max(MAX_PLACES),
});
const reply = z.object({ id: z.string().max(64), outputs: z.array(tensor).max(16) });

/**
 * A question as the Open Inference Protocol has it (v2, REST): one input `request`, the JSON of what every model is given.
 */
export const inferenceOf = ({ request, text }: ApartRequest): string =>
  JSON.stringify({
    id: request.requestId,
    inputs: [{ name: 'request', shape: [1], datatype: 'BYTES', data: [text()] }],
  });

/**
 * What a server said: outputs `account_id` (one), `item_id` and `score` (as many, best first or not). A score may be any
 * number; 1 is a million millionths. `id` must be the request's.
 * @throws Error for anything else
 */
export const answerIn = (body: string): ApartAnswer => {
  const { id, outputs } = reply.parse(JSON.parse(body));
  const dataOf = (name: string) => outputs.find((output) => output.name === name)?.data ?? [];
  const scores = dataOf('score').map((score) => Math.round(Number(score) * MILLION));
  const itemIds = dataOf('item_id').map(String);
  if (itemIds.length !== scores.length) throw new Error('it said more items than scores, or fewer');
  return {
    requestId: id,
    accountId: String(dataOf('account_id')[0] ?? ''),
    items: itemIds.map((itemId, index) => ({ itemId, score: scores[index] ?? 0 })),
  };
};

import { parentPort } from 'node:worker_threads';
import type {
  ApartModel,
  ModelRequest,
  RankedItem,
} from '../../../services/recommender/models/apart-model.ts';

export const FAULTS = [
  'loops',
  'throws',
  'says nonsense',
  'says nothing',
  'leaks',
  'ends its thread',
  'answers for another account',
  'answers another request',
  'can not be sent',
] as const;
export type Fault = (typeof FAULTS)[number] | 'can not be loaded';

const loop = (): never => {
  for (;;);
};

const leak = (): never => {
  const kept: string[][] = [];
  for (;;) kept.push(Array.from({ length: 10_000 }, (_, index) => `${kept.length} ${index}`));
};

/** Speaks to whoever asked past the frame around it, for somebody else. */
const forge = (request: ModelRequest, other: Partial<ModelRequest>): readonly RankedItem[] => {
  const { requestId, accountId } = { ...request, ...other };
  const items = [{ itemId: 'i-1', score: 1 }];
  for (let id = 0; id < 200; id++) {
    parentPort?.postMessage({ kind: 'answer', id, answer: { requestId, accountId, items } });
  }
  return loop();
};

const acts: Readonly<Record<Fault, (request: ModelRequest) => readonly RankedItem[]>> = {
  loops: loop,
  throws: () => {
    throw new Error('on purpose');
  },
  'says nonsense': () => [{ itemId: '', score: Number.NaN }],
  'says nothing': () => [],
  leaks: leak,
  'ends its thread': () => process.exit(0),
  'answers for another account': (request) => forge(request, { accountId: 'somebody-else' }),
  'answers another request': (request) => forge(request, { requestId: 'another' }),
  'can not be sent': () => [Object.assign({ itemId: 'i-1', score: 1 }, { act: () => undefined })],
  'can not be loaded': () => [],
};

/** Does what its artifact says, with every request: all that a model must not do. */
export const faultyModel: ApartModel = {
  name: 'ease',
  version: 'faulty',
  *train() {
    yield;
    return new Uint8Array();
  },
  load(artifact) {
    const fault = new TextDecoder().decode(artifact);
    if (fault === 'can not be loaded') throw new Error('not my artifact');
    const act = Object.entries(acts).find(([name]) => name === fault)?.[1];
    return act ?? acts['says nothing'];
  },
};

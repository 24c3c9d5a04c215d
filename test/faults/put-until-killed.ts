import { writeSync } from 'node:fs';
import { openFileObjectStore } from '../../services/platform/object-store/file-object-store.ts';

/** Puts objects into a folder from many sides at once until somebody kills it. A line is one acknowledged object. */
const [folder = '', run = ''] = process.argv.slice(2);
const WRITERS = 8;
const SIZE = 50_000;

const store = await openFileObjectStore({ folder });
const write = async (writer: number): Promise<never> => {
  for (let turn = 0; ; turn++) {
    const name = `${run}/${writer}/${turn}`;
    await store.putIfAbsent(name, new Uint8Array(SIZE).fill(turn % 256));
    writeSync(1, `${name}\n`);
  }
};
await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));

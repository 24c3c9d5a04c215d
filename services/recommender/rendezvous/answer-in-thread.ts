import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import type { ApartModel, ModelRequest } from '../models/apart-model.ts';
import { MAX_PLACES } from './checked-items.ts';

const loading = z.object({ module: z.string(), name: z.string(), artifact: z.instanceof(Uint8Array) });
const question = z.object({ id: z.number(), text: z.string() });

const isModelNamed =
  (name: string) =>
  (value: unknown): value is ApartModel =>
    typeof value === 'object' && value !== null && 'load' in value && 'name' in value && value.name === name;

const problemOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 200);

/** The text is ours: `modelRequestOf` made it, on the other side. */
const request = z.custom<ModelRequest>((value) => typeof value === 'object' && value !== null);

const exportsOf = async (module: string): Promise<readonly unknown[]> => {
  const exported: unknown = await import(module);
  const values: unknown[] = typeof exported === 'object' && exported !== null ? Object.values(exported) : [];
  return values;
};

const run = async (): Promise<void> => {
  const { module, name, artifact } = loading.parse(workerData);
  const model = (await exportsOf(module)).find(isModelNamed(name));
  if (!model) throw new Error(`there is no model ${name} in its file`);
  const answer = model.load(artifact);
  parentPort?.on('message', (message: unknown) => {
    const { id, text } = question.parse(message);
    try {
      const asked = request.parse(JSON.parse(text));
      const items = answer(asked).slice(0, MAX_PLACES);
      const { requestId, accountId } = asked;
      parentPort?.postMessage({ kind: 'answer', id, answer: { requestId, accountId, items } });
    } catch (error) {
      parentPort?.postMessage({ kind: 'problem', id, problem: problemOf(error) });
    }
  });
  parentPort?.postMessage({ kind: 'ready' });
};

await run();

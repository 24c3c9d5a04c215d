import type { RunEvent } from '../../contracts/open-lineage.ts';
import { type Facets, stampFacets } from './facets.ts';

const SCHEMA = 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent';
/** What is told of an error, in characters. */
const MAX_MESSAGE = 1_000;

/** Work that is done again and again. */
export interface Job {
  /** `recommender.reassess`: stable, and unique in the namespace. */
  readonly name: string;
  readonly facets?: Facets;
}

/** A version of some data: its name has the digest or the positions that it is of. */
export interface Dataset {
  readonly name: string;
  /** `relish` unless it is somebody else's. */
  readonly namespace?: string;
  readonly facets?: Facets;
  /** Of it as what this run read, or wrote. */
  readonly use?: Facets;
}

interface Told {
  /** Where more is known of them at the end than was at the start. */
  readonly inputs?: readonly Dataset[];
  readonly facets?: Facets;
}

/** One time that the work is done. The first of `complete`, `fail` and `abort` counts. */
export interface Run {
  readonly runId: string;
  complete(outputs: readonly Dataset[], told?: Told): void;
  fail(error: unknown): void;
  abort(): void;
}

/** Tells what was made of what, as OpenLineage. Telling never delays or fails the work. */
export interface Lineage extends AsyncDisposable {
  /** The run starts now. */
  runOf(job: Job, inputs: readonly Dataset[], facets?: Facets): Run;
}

interface LineageDeps {
  /** Of our jobs and data. */
  readonly namespace: string;
  /** Of the code: says what made it. */
  readonly version: string;
  readonly newId: () => string;
  /** Milliseconds. */
  readonly now: () => number;
  /** Takes what is told; it may be closed with this. */
  readonly outbox: AsyncDisposable & { put(event: RunEvent): void };
}

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, MAX_MESSAGE);

/** Lineage that goes out by an outbox. */
export const createLineage = ({ namespace, version, newId, now, outbox }: LineageDeps): Lineage => {
  const producer = `urn:relish:${version}`;
  const stamp = (facets: Facets | undefined, place: Parameters<typeof stampFacets>[1]) =>
    facets && stampFacets(facets, place, producer);
  const datasetOf = (dataset: Dataset) => {
    const facets = stamp(dataset.facets, 'dataset');
    return { namespace: dataset.namespace ?? namespace, name: dataset.name, ...(facets && { facets }) };
  };
  const inputOf = (dataset: Dataset): RunEvent['inputs'][number] => {
    const inputFacets = stamp(dataset.use, 'input');
    return { ...datasetOf(dataset), ...(inputFacets && { inputFacets }) };
  };
  const outputOf = (dataset: Dataset): RunEvent['outputs'][number] => {
    const outputFacets = stamp(dataset.use, 'output');
    return { ...datasetOf(dataset), ...(outputFacets && { outputFacets }) };
  };
  const engine: Facets = { processing_engine: { name: 'relish', version } };

  const runOf = (job: Job, inputs: readonly Dataset[], facets: Facets = {}): Run => {
    const runId = newId();
    let hasEnded = false;
    const tell = (eventType: RunEvent['eventType'], outputs: readonly Dataset[], told: Told = {}): void => {
      if (hasEnded) return;
      hasEnded = eventType !== 'START';
      const jobFacets = stamp(job.facets, 'job');
      outbox.put({
        eventType,
        eventTime: new Date(now()).toISOString(),
        run: { runId, facets: stampFacets({ ...engine, ...facets, ...told.facets }, 'run', producer) },
        job: { namespace, name: job.name, ...(jobFacets && { facets: jobFacets }) },
        inputs: (told.inputs ?? inputs).map(inputOf),
        outputs: outputs.map(outputOf),
        producer,
        schemaURL: SCHEMA,
      });
    };
    tell('START', []);
    return {
      runId,
      complete: (outputs, told) => tell('COMPLETE', outputs, told),
      fail(error) {
        const errorMessage = { message: messageOf(error), programmingLanguage: 'TypeScript' };
        tell('FAIL', [], { facets: { errorMessage } });
      },
      abort: () => tell('ABORT', []),
    };
  };
  return { runOf, [Symbol.asyncDispose]: () => outbox[Symbol.asyncDispose]() };
};

import { describe, expect, test } from '@jest/globals';
import type { RunEvent } from '../../contracts/open-lineage.ts';
import { runEvent } from '../../contracts/open-lineage.ts';
import { createLineage } from './lineage.ts';
import { Outbox, Refused, type Transport } from './outbox.ts';

const RUN = '0198c0de-0000-7000-8000-000000000001';

const told = (transport: Transport, pauseMs = 1) => {
  const dropped: string[] = [];
  const outbox = new Outbox({ transport, pauseMs, onDropped: (_, why) => dropped.push(why) });
  const lineage = createLineage({
    ...{ namespace: 'shop', version: '1.2.3', newId: () => RUN, now: () => 0, outbox },
  });
  return { outbox, lineage, dropped };
};

describe('lineage', () => {
  test('tells of a run once how it began and once how it ended, with who says so in each facet', async () => {
    const sent: RunEvent[] = [];
    const { lineage } = told({ send: async (event) => void sent.push(event) });
    const job = { name: 'train', facets: { jobType: { processingType: 'BATCH', integration: 'RELISH' } } };
    const run = lineage.runOf(job, [{ name: 'log/1-2', use: { dataQualityMetrics: { columnMetrics: {} } } }]);
    run.complete([{ name: 'models/m', facets: { relish_fingerprint: { digest: 'd' } } }]);
    run.fail(new Error('too late'));
    run.abort();
    await lineage[Symbol.asyncDispose]();
    expect(sent.map((event) => runEvent.parse(event).eventType)).toEqual(['START', 'COMPLETE']);
    const [start, complete] = sent;
    expect(start).toMatchObject({
      job: { namespace: 'shop', name: 'train' },
      run: { runId: RUN },
      outputs: [],
    });
    expect(start?.inputs[0]?.inputFacets?.['dataQualityMetrics']).toEqual({
      columnMetrics: {},
      _producer: 'urn:relish:1.2.3',
      _schemaURL:
        'https://openlineage.io/spec/facets/1-0-2/DataQualityMetricsInputDatasetFacet.json#/$defs/DataQualityMetricsInputDatasetFacet',
    });
    expect(complete?.outputs[0]?.facets?.['relish_fingerprint']).toMatchObject({
      digest: 'd',
      _schemaURL: 'urn:relish:lineage:1-0-0#/$defs/relish_fingerprint',
    });
    expect(complete?.run.facets?.['processing_engine']).toMatchObject({ name: 'relish', version: '1.2.3' });
  });

  test('tells why a run failed, shortly', async () => {
    const sent: RunEvent[] = [];
    const { lineage } = told({ send: async (event) => void sent.push(event) });
    lineage.runOf({ name: 'train' }, []).fail(new Error('x'.repeat(5_000)));
    await lineage[Symbol.asyncDispose]();
    expect(sent[1]?.eventType).toBe('FAIL');
    expect(sent[1]?.run.facets?.['errorMessage']).toMatchObject({ message: 'x'.repeat(1_000) });
  });
});

describe('an outbox', () => {
  test('sends again what failed, in its order, and drops what is refused', async () => {
    const tried: string[] = [];
    const { lineage, dropped, outbox } = told({
      async send({ eventType, job }) {
        tried.push(`${eventType} ${job.name}`);
        if (tried.length < 3) throw new Error('away');
        if (job.name === 'bad') throw new Refused('the receiver answers 422');
      },
    });
    lineage.runOf({ name: 'good' }, []).complete([]);
    lineage.runOf({ name: 'bad' }, []);
    await lineage[Symbol.asyncDispose]();
    expect(tried).toEqual(['START good', 'START good', 'START good', 'COMPLETE good', 'START bad']);
    expect(dropped).toEqual(['the receiver answers 422']);
    expect(outbox.dropped).toBe(1);
  });

  test('keeps no more than there is room for, and nobody waits for it', async () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const { lineage, outbox } = told({ send: () => held });
    for (let runs = 0; runs < 1_100; runs++) lineage.runOf({ name: 'many' }, []);
    expect(outbox.dropped).toBe(100);
    letGo();
    await lineage[Symbol.asyncDispose]();
    expect(outbox.dropped).toBe(100);
  });

  test('gives up when it is time to stop, and says what was not told', async () => {
    const { lineage, dropped } = told({ send: () => Promise.reject(new Error('away')) }, 60_000);
    lineage.runOf({ name: 'last' }, []);
    lineage.runOf({ name: 'last' }, []);
    await lineage[Symbol.asyncDispose]();
    expect(dropped).toEqual(['it was time to stop', 'it was time to stop']);
  });
});

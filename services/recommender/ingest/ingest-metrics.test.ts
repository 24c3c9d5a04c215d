import { expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { defaultFlags } from '../../platform/flags/default-flags.ts';
import { defaultPolicy } from '../integrity/policy.ts';
import { RecommenderState } from '../replay/recommender-state.ts';
import { createIngestMetrics } from './ingest-metrics.ts';

test('what was refused and could not be kept is counted, however often somebody looks', async () => {
  const registry = new Registry();
  const letters = { unkept: 0 };
  createIngestMetrics(registry, new RecommenderState(defaultPolicy, defaultFlags), letters);
  const seen = async () => /^relish_dead_letters_unkept_total (\d+)$/m.exec(await registry.metrics())?.[1];
  expect(await seen()).toBe('0');
  letters.unkept = 3;
  expect([await seen(), await seen()]).toEqual(['3', '3']);
  letters.unkept = 5;
  expect(await seen()).toBe('5');
});

import { describe, expect, test } from '@jest/globals';
import type { RelishEvent } from '../../contracts/events.ts';
import { rolloutDocument } from '../../contracts/rollout.ts';
import { aShop, establishedAt, newcomerAt } from '../../../test/builders/a-shop.ts';
import { flagsChanged, rolloutChanged } from '../../../test/builders/acts.ts';
import { exposedTo } from '../../../test/builders/an-answer.ts';
import { anOrder, daysAgo } from '../../../test/builders/an-order.ts';
import { applyTo, fold } from '../../../test/builders/fold.ts';
import { smallPolicy } from '../../../test/builders/policies.ts';
import { took } from '../../../test/builders/recommender-client.ts';
import { exposureOf } from '../answers/exposures.ts';
import { anAnswer } from '../../../test/builders/an-answer.ts';
import { armNames } from './arms.ts';

const document = rolloutDocument.parse({
  rolloutId: 'ro-1',
  challenger: 'popular',
  baseline: 'peers',
  owner: 'ada',
  expires: '2026-12-01T00:00:00Z',
});
const { challenger, control } = armNames('ro-1');
const started = rolloutChanged('ro-1', 'started', { document });
const shop = aShop({ policy: smallPolicy, established: 8, newcomers: 3, items: 5 });
const [one, two, newcomer] = [establishedAt(0), establishedAt(1), newcomerAt(0)];

const after = (...events: readonly RelishEvent[]) =>
  fold([...shop, started, ...events], smallPolicy).rollouts;
const countsOf = (...events: readonly RelishEvent[]) => after(...events).active!.counts;

describe('a rollout in the fold', () => {
  test('counts established accounts of its arms, and of newcomers keeps no trace', () => {
    const lists = [
      exposedTo(one, challenger, daysAgo(0)),
      exposedTo(two, control, daysAgo(0)),
      exposedTo(establishedAt(2), 'peers', daysAgo(0)),
      exposedTo(establishedAt(3), armNames('ro-2').challenger, daysAgo(0)),
      exposureOf({ kind: 'popular', limit: 5 }, anAnswer({ variant: challenger }), daysAgo(0)),
    ];
    expect(countsOf(...lists).accounts).toEqual({ challenger: 1, control: 1 });
    const hostile = Array.from({ length: 50 }, (_, index) => [
      exposedTo(newcomer, challenger, daysAgo(0), { servedBy: 'preferred' }),
      exposedTo(`nobody-${index}`, control, daysAgo(0)),
    ]).flat();
    const [with_, without] = [countsOf(...lists, ...hostile), countsOf(...lists)];
    expect(with_.save()).toEqual(without.save());
  });

  test('counts an account from when it is established', () => {
    const rise = [took(newcomer, 'i-0', 4), took(newcomer, 'i-0', 3), took(newcomer, 'i-0', 2)].flat();
    const list = exposedTo(newcomer, control, daysAgo(0));
    expect(countsOf(list, ...rise).accounts.control).toBe(0);
    expect(countsOf(list, ...rise, list).accounts.control).toBe(1);
  });

  test('counts an order that was fulfilled within the window after the first list', () => {
    const list = exposedTo(one, challenger, daysAgo(0));
    const order = anOrder('o-x').by(one).of('i-1').placedAt(daysAgo(0, 1));
    expect(countsOf(list, ...order.fulfilled().events).of('converted').challenger).toBe(1);
    expect(countsOf(list, ...order.cancelled().events).of('converted').challenger).toBe(0);
    expect(countsOf(...order.fulfilled().events, list).of('converted').challenger).toBe(0);
  });

  test('counts nothing new while there is no control, but knows that somebody asks', () => {
    const advanced = [1, 2, 3, 4].map((step) => rolloutChanged('ro-1', 'advanced', { step }));
    const counts = countsOf(...advanced, exposedTo(one, challenger, daysAgo(0, 2)));
    expect(counts.accounts).toEqual({ challenger: 0, control: 0 });
    expect(counts.lastSeen).toBe(Date.parse(daysAgo(0, 2)) / 60_000);
  });

  test('takes an act once, in its place, and only one rollout at a time', () => {
    const other = rolloutChanged('ro-2', 'started', { document: { ...document, rolloutId: 'ro-2' } });
    const act = (name: Parameters<typeof rolloutChanged>[1], step = 0) =>
      rolloutChanged('ro-1', name, { step });
    expect(after(other).active?.document.rolloutId).toBe('ro-1');
    expect(after(act('advanced', 1), act('advanced', 1)).active?.step).toBe(1);
    expect(after(act('advanced', 2)).active?.step).toBe(0);
    expect(after(act('paused'), act('advanced', 1)).active).toMatchObject({ step: 0, status: 'paused' });
    expect(after(act('paused'), act('held')).active?.status).toBe('paused');
    expect(after(act('held'), act('resumed')).all[0]?.acts.map(({ act: name }) => name)).toEqual([
      'resumed',
      'held',
      'started',
    ]);
    const ended = after(act('aborted'), act('promoted'), other);
    expect(ended.all.map(({ rolloutId, status }) => [rolloutId, status])).toEqual([
      ['ro-2', 'running'],
      ['ro-1', 'aborted'],
    ]);
  });

  test('is void where its author saw other flags', () => {
    const state = fold([...shop, started], smallPolicy);
    const { digest } = state.flags;
    applyTo(state, [flagsChanged({}), rolloutChanged('ro-1', 'promoted', { expected: digest })]);
    expect(state.rollouts.active?.status).toBe('running');
    applyTo(state, [rolloutChanged('ro-1', 'promoted', { expected: state.flags.digest })]);
    expect(state.rollouts.active).toBeUndefined();
  });

  test('changes no list and no vote', () => {
    const events = [started, exposedTo(one, challenger, daysAgo(0)), exposedTo(two, control, daysAgo(0))];
    const [plain, state] = [fold(shop, smallPolicy), fold([...shop, ...events], smallPolicy)];
    expect(state.digest()).toBe(plain.digest());
  });
});

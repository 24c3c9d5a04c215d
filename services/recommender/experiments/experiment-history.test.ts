import { describe, expect, test } from '@jest/globals';
import { anAnswer } from '../../../test/builders/an-answer.ts';
import { recommended } from '../../../test/builders/fold.ts';
import type { EventOf } from '../../contracts/events.ts';
import type { Answer } from '../../contracts/http/answers.ts';
import type { ExperimentFault } from '../../contracts/http/experiments.ts';
import { ExperimentHistory } from './experiment-history.ts';

const envelope = { specversion: '1.0', source: '/recommender/acts', time: '2026-11-20T12:00:00Z' } as const;
const word = { reason: 'to see what happens', author: { id: 'ada', role: 'admin' } } as const;

const started = (
  experimentId: string,
  fault: ExperimentFault = { kind: 'delay', model: 'peers', milliseconds: 100 },
): EventOf<'experiment.started'> => ({
  ...{ ...envelope, id: `start ${experimentId}`, type: 'experiment.started' },
  data: {
    document: { experimentId, fault, parts: 100, budgetShare: 100, lists: 3, expires: envelope.time },
    ...word,
  },
});
const stopped = (experimentId: string): EventOf<'experiment.stopped'> => ({
  ...{ ...envelope, id: `stop ${experimentId}`, type: 'experiment.stopped' },
  data: { experimentId, because: 'person', ...word },
});
const shown = (said: Partial<Answer>) => {
  const answer = anAnswer(said);
  const { requestId, position } = answer;
  return { requestId, position, question: recommended('a-1', 5), answer };
};

describe('the history of experiments', () => {
  test('has one at a time: what two wrote at once, or twice, counts once', () => {
    const history = new ExperimentHistory();
    history.note(stopped('ex-1'), '1');
    history.note(started('ex-1'), '2');
    history.note(started('ex-2'), '3');
    history.note(stopped('ex-2'), '4');
    expect(history.active?.document.experimentId).toBe('ex-1');
    history.note(stopped('ex-1'), '5');
    history.note(stopped('ex-1'), '6');
    expect(history.active).toBeUndefined();
    expect(history.all).toMatchObject([
      { stopped: { position: '5', because: 'person', reason: word.reason } },
    ]);
    history.note(started('ex-2'), '7');
    expect(history.active?.document.experimentId).toBe('ex-2');
  });

  test('keeps the last twenty, and is what was saved', () => {
    const history = new ExperimentHistory();
    for (let index = 0; index < 25; index++) {
      history.note(started(`ex-${index}`), `${2 * index}`);
      history.note(stopped(`ex-${index}`), `${2 * index + 1}`);
    }
    expect(history.all).toHaveLength(20);
    expect(history.find('ex-4')).toBeUndefined();
    const other = new ExperimentHistory();
    other.restore(structuredClone(history.save()));
    expect(other.all).toEqual(history.all);
  });

  test.each<[string, ExperimentFault, Partial<Answer>, number]>([
    ['nothing of a list by the flag’s model', { kind: 'delay', model: 'peers', milliseconds: 5 }, {}, 0],
    [
      'a list that another model made',
      { kind: 'delay', model: 'peers', milliseconds: 99 },
      { servedBy: 'baseline' },
      1,
    ],
    ['a stale list', { kind: 'stale' }, {}, 1],
    ['a list made without its inputs', { kind: 'drop-inputs', model: 'popular' }, {}, 1],
    ['nothing of one made with all inputs', { kind: 'drop-inputs', model: 'ease' }, {}, 0],
    [
      'a list that an objective calls bad',
      { kind: 'drop-inputs', model: 'ease' },
      { staleSince: envelope.time },
      1,
    ],
  ])('spends %s', (_, fault, said, spent) => {
    const history = new ExperimentHistory();
    history.note(started('ex-1', fault), '1');
    history.noteExposed(shown({ ...said, experiment: 'ex-1' }));
    history.noteExposed(shown({ ...said, experiment: 'ex-other' }));
    history.noteExposed(shown({ ...said }));
    expect(history.active).toMatchObject({ touched: 1, spent });
  });
});

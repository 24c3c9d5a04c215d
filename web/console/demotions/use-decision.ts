import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { localProblem, ProblemError } from '../../look/problem-error.ts';
import { sessionStore } from '../../look/session-store.ts';
import { moderate, type ModerationAct } from '../accounts/moderation-act.ts';
import { refreshAfterActs } from '../accounts/refresh-after-acts.ts';
import { DecisionRun } from './decision-run.ts';

const signedOut = localProblem(
  401,
  'session-ended',
  'Somebody else is signed in now',
  'What is left has to be decided again.',
);

/** Acts in the name of whoever began: not of who signs in after. */
const createRun = (queries: QueryClient): DecisionRun => {
  const token = sessionStore.read()?.token;
  const act = (accountIds: readonly string[], what: ModerationAct, reason: string) =>
    sessionStore.read()?.token === token
      ? moderate(accountIds, what, reason)
      : Promise.reject(new ProblemError(signedOut));
  return new DecisionRun(act, () => void refreshAfterActs(queries));
};

/** One a session, like its queries: it goes on while its author looks at other pages. */
const runs = new WeakMap<QueryClient, DecisionRun>();

/** The session's decision about a group, if there is one, and what can be done about it. */
export const useDecision = () => {
  const queries = useQueryClient();
  const run = runs.get(queries) ?? createRun(queries);
  runs.set(queries, run);
  return { run, state: useSyncExternalStore(run.subscribe, run.state) };
};

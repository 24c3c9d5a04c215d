import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { labelAccount } from '../../../services/contracts/http/accounts.ts';
import { callRoute } from '../../look/api.ts';
import type { Label } from '../accounts/moderation-act.ts';

interface Progress {
  readonly done: number;
  readonly of: number;
  readonly isRunning: boolean;
  /** What went wrong, and with whom: the rest is not labelled then. */
  readonly failed?: { readonly accountId: string; readonly error: unknown };
}

const NOTHING: Progress = { done: 0, of: 0, isRunning: false };

/** Labels accounts one after the other, each with the reason; stops when asked, and at the first that fails. */
export const useLabelAll = () => {
  const queries = useQueryClient();
  const [progress, setProgress] = useState<Progress>(NOTHING);
  const stopping = useRef(new AbortController());
  const run = async (accountIds: readonly string[], label: Label, reason: string): Promise<void> => {
    stopping.current = new AbortController();
    const { signal } = stopping.current;
    const of = accountIds.length;
    let done = 0;
    try {
      for (const accountId of accountIds) {
        if (signal.aborted) break;
        setProgress({ done, of, isRunning: true });
        await callRoute(labelAccount, { params: { accountId }, body: { label, reason } });
        done++;
      }
      setProgress({ done, of, isRunning: false });
    } catch (error) {
      setProgress({ done, of, isRunning: false, failed: { accountId: accountIds[done] ?? '', error } });
    }
    await Promise.all(
      ['features', 'account', 'accounts'].map((name) => queries.invalidateQueries({ queryKey: [name] })),
    );
  };
  return {
    progress,
    run,
    stop: () => stopping.current.abort(),
    reset: () => setProgress(NOTHING),
  };
};

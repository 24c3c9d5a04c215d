import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  applyChange,
  approveChange,
  type ChangeProposal,
  editChange,
  getChange,
  listChanges,
  rejectChange,
  requestChange,
  withdrawChange,
} from '../../../services/contracts/http/changes.ts';
import { callRoute } from '../../look/api.ts';
import { useCursorPages } from '../../look/use-cursor-pages.ts';
import { showDone } from '../frame/show-done.tsx';

const LIVE_MS = 5_000;
const CHANGES = 'changes';
export const PAGE_SIZE = 10;

/** Changes page by page, live: those that wait first. */
export const useChanges = () => {
  const pages = useCursorPages('');
  const query = { limit: PAGE_SIZE, ...(pages.cursor && { cursor: pages.cursor }) };
  const result = useQuery({
    queryKey: [CHANGES, query],
    queryFn: ({ signal }) => callRoute(listChanges, { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
  });
  return { ...result, pages };
};

/** One version of a change with its difference. */
export const useChange = (changeId: string, digest: string) =>
  useQuery({
    queryKey: [CHANGES, changeId, digest],
    queryFn: ({ signal }) => callRoute(getChange, { params: { changeId }, signal }),
  });

/** What is asked for, and what its author saw in force. */
export interface Asked {
  readonly proposal: ChangeProposal;
  readonly base?: string;
}

/** Asks for what one person can't do alone. */
export const useRequestChange = (onDone: () => void) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Asked & { readonly reason: string }) => callRoute(requestChange, { body }),
    onSuccess: async () => {
      onDone();
      showDone('It is asked for, and waits on the page Changes for somebody else.');
      await queries.invalidateQueries({ queryKey: [CHANGES] });
    },
  });
};

export type Said = { readonly changeId: string; readonly reason: string } & (
  | { readonly says: 'approve'; readonly digest: string; readonly apply: boolean }
  | { readonly says: 'apply' | 'reject' | 'withdraw' }
  | { readonly says: 'edit'; readonly proposal: ChangeProposal }
);

const say = (said: Said) => {
  const { changeId, reason } = said;
  const params = { changeId };
  switch (said.says) {
    case 'approve':
      return callRoute(approveChange, { params, body: { reason, digest: said.digest, apply: said.apply } });
    case 'edit':
      return callRoute(editChange, { params, body: { reason, proposal: said.proposal } });
    case 'apply':
      return callRoute(applyChange, { params, body: { reason } });
    case 'reject':
      return callRoute(rejectChange, { params, body: { reason } });
    case 'withdraw':
      return callRoute(withdrawChange, { params, body: { reason } });
  }
};

/** Says something about a change: every number of the console may be another one then. */
export const useSayChange = (onDone: () => void) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: say,
    onSuccess: async ({ state }) => {
      onDone();
      showDone(
        state === 'applied' ? 'It is applied, and acts from the next answer on.' : 'It is on the log.',
      );
      await queries.invalidateQueries();
    },
    onError: () => queries.invalidateQueries({ queryKey: [CHANGES] }),
  });
};

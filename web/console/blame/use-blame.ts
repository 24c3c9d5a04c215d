import { useMutation, useQuery } from '@tanstack/react-query';
import { getRecorded, reproduceAnswer } from '../../../services/contracts/http/answers.ts';
import { blameItem, listAnswers } from '../../../services/contracts/http/blame.ts';
import { callRoute } from '../../look/api.ts';
import { useAddress } from '../frame/use-address.ts';

/** Seconds for which one request waits: short, so that the progress moves. */
const WAIT_S = 1;
const PROGRESS_MS = 200;

/** What is asked lives in the address: it can be sent around. */
export const useAsked = () => {
  const { params, set } = useAddress();
  return {
    requestId: params.get('request') ?? '',
    itemId: params.get('item') ?? '',
    accountId: params.get('account') ?? '',
    set: (name: 'request' | 'item' | 'account', value: string) => set(name, value),
  };
};

export type Asked = ReturnType<typeof useAsked>;

/** The address of a blame. */
export const blameHref = (requestId: string, itemId: string): string =>
  `/blame?request=${encodeURIComponent(requestId)}&item=${encodeURIComponent(itemId)}`;

/** Why the item stands where it does, or how far the answer to that is. The past stays as it is: asked once. */
export const useBlame = ({ requestId, itemId }: Pick<Asked, 'requestId' | 'itemId'>) =>
  useQuery({
    queryKey: ['blame', requestId, itemId],
    queryFn: ({ signal }) =>
      callRoute(blameItem, { params: { requestId }, query: { itemId, wait: WAIT_S }, signal }),
    enabled: requestId !== '' && itemId !== '',
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? PROGRESS_MS : false),
    staleTime: Infinity,
    retry: false,
  });

/** The list as it went out. */
export const useRecorded = (requestId: string) =>
  useQuery({
    queryKey: ['recorded', requestId],
    queryFn: ({ signal }) => callRoute(getRecorded, { params: { requestId }, signal }),
    enabled: requestId !== '',
    staleTime: Infinity,
    retry: false,
  });

/** The last lists of an account. */
export const useRecentLists = (accountId: string) =>
  useQuery({
    queryKey: ['account', accountId, 'lists'],
    queryFn: ({ signal }) => callRoute(listAnswers, { params: { accountId }, signal }),
    enabled: accountId !== '',
  });

/** Computes a list again, from the log as it was. */
export const useReproduce = (requestId: string) =>
  useMutation({ mutationFn: () => callRoute(reproduceAnswer, { params: { requestId } }) });

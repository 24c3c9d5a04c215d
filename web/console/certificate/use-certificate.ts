import { useQuery } from '@tanstack/react-query';
import { getCertificate } from '../../../services/contracts/http/answers.ts';
import { callRoute } from '../../look/api.ts';
import { useAddress } from '../frame/use-address.ts';

export const LIMIT_MAX = 100;
const LIMIT_DEFAULT = 3;

/** The question lives in the address: it can be sent around. */
export const useQuestion = () => {
  const { params, set } = useAddress();
  const asked = Math.round(Number(params.get('limit')));
  return {
    itemId: params.get('item') ?? '',
    accountId: params.get('account') ?? '',
    limit: asked >= 1 && asked <= LIMIT_MAX ? asked : LIMIT_DEFAULT,
    set: (name: 'item' | 'account' | 'limit', value: string) => set(name, value),
  };
};

export type Question = ReturnType<typeof useQuestion>;

const LIVE_MS = 5_000;

/** The certificate of the item asked about; asks nothing while no item is chosen. */
export const useCertificate = ({ itemId, accountId, limit }: Question) =>
  useQuery({
    queryKey: ['certificate', itemId, accountId, limit],
    queryFn: ({ signal }) =>
      callRoute(getCertificate, {
        params: { itemId },
        query: { limit, ...(accountId && { accountId }) },
        signal,
      }),
    enabled: itemId !== '',
    refetchInterval: LIVE_MS,
    placeholderData: (previous, query) =>
      // Another item's certificate must not stand under this item's name, not even for a moment.
      query?.queryKey[1] === itemId ? previous : undefined,
  });

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getSafetyCurve, startSafetyCurve } from '../../../services/contracts/http/safety-curve.ts';
import { callRoute } from '../../look/api.ts';

const LIVE_MS = 5_000;
const PROGRESS_MS = 400;
const CURVE = ['safety-curve'];

/** The last result and what is under way, watched closely while it runs. */
export const useSafetyCurve = () =>
  useQuery({
    queryKey: CURVE,
    queryFn: ({ signal }) => callRoute(getSafetyCurve, { signal }),
    refetchInterval: ({ state }) => (state.data?.run?.state === 'running' ? PROGRESS_MS : LIVE_MS),
  });

/** Starts a run, or joins the one that is under way. */
export const useStartSafetyCurve = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => callRoute(startSafetyCurve),
    onSuccess: async (curve) => {
      // An answer from before the start must not come after it.
      await queries.cancelQueries({ queryKey: CURVE });
      queries.setQueryData(CURVE, curve);
    },
  });
};

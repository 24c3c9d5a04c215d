import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { closeIncident, listIncidents } from '../../../services/contracts/http/incidents.ts';
import { callRoute } from '../../look/api.ts';
import { LIVE_MS } from '../frame/use-status.ts';
import { showDone } from '../frame/show-done.tsx';

const INCIDENTS = ['incidents'];

/** All incidents that are shown, live. */
export const useIncidents = () =>
  useQuery({
    queryKey: INCIDENTS,
    queryFn: ({ signal }) => callRoute(listIncidents, { signal }),
    refetchInterval: LIVE_MS,
  });

/** Says that it is over: every number of the console may be another one then. */
export const useCloseIncident = (incidentId: string, isHolding: boolean, onDone: () => void) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => callRoute(closeIncident, { params: { incidentId }, body: { reason } }),
    onSuccess: async () => {
      onDone();
      showDone(isHolding ? 'Publication goes on: what waited counts.' : 'The incident is closed.');
      await queries.invalidateQueries();
    },
    onError: () => queries.invalidateQueries({ queryKey: INCIDENTS }),
  });
};

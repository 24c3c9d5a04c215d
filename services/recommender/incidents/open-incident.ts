import type { Incident } from '../../contracts/http/incidents.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { IncidentHistory } from './incident-history.ts';

/** One that can be closed. @throws AppError 404, 409 if it is closed already */
export const openIncident = (incidents: Pick<IncidentHistory, 'find'>, incidentId: string): Incident => {
  const found = incidents.find(incidentId);
  if (!found) throw new AppError(404, 'no-such-incident', 'There is no incident of this id.');
  if (found.closed) throw new AppError(409, 'incident-closed', 'The incident is closed already.');
  return found;
};

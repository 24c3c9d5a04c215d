import { closeIncident, listIncidents } from '../../contracts/http/incidents.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import type { Publication } from './publication.ts';

export const mountIncidents = (mount: Mount, state: RecommenderState, publication: Publication): void => {
  mount(listIncidents, () => ({
    position: state.position,
    incidents: [...state.incidents.all],
    waiting: state.held.count,
    ...(state.policy.badRecords && { contract: state.policy.badRecords }),
    window: publication.counts(),
  }));
  mount(closeIncident, ({ params: { incidentId }, body: { reason }, principal }) =>
    publication.close(incidentId, reason, principal),
  );
};

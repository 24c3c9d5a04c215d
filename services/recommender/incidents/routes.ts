import type { Logger } from 'pino';
import { closeIncident, getIncidentBundle, listIncidents } from '../../contracts/http/incidents.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { type Mount, REPLIED } from '../../platform/http/mount.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import type { IncidentBundles } from './bundles/incident-bundles.ts';
import type { IncidentWatch } from './incident-watch.ts';
import type { Publication } from './publication.ts';

interface IncidentRoutes {
  readonly state: RecommenderState;
  readonly publication: Publication;
  readonly watch: IncidentWatch;
  readonly bundles: IncidentBundles | undefined;
  /** Hears who fetched a bundle: there is much about people in it. */
  readonly logger: Pick<Logger, 'info'>;
}

const noBundle = (): AppError =>
  new AppError(
    404,
    'no-bundle',
    'This incident has no bundle: only what a monitor found has one, as long as the incident is shown.',
  );

export const mountIncidents = (
  mount: Mount,
  { state, publication, watch, bundles, logger }: IncidentRoutes,
): void => {
  const isFound = (incidentId: string) =>
    (state.incidents.find(incidentId)?.kind ?? 'bad-records') !== 'bad-records';
  mount(listIncidents, () => ({
    position: state.position,
    incidents: [...state.incidents.all],
    waiting: state.held.count,
    ...(state.policy.badRecords && { contract: state.policy.badRecords }),
    window: publication.counts(),
  }));
  mount(closeIncident, ({ params: { incidentId }, body: { reason }, principal }) =>
    (isFound(incidentId) ? watch : publication).close(incidentId, reason, principal),
  );
  mount(
    getIncidentBundle,
    async ({ params: { incidentId }, principal, response }): Promise<typeof REPLIED> => {
      const bundle = isFound(incidentId) ? await bundles?.read(incidentId) : undefined;
      if (!bundle) throw noBundle();
      // As it is: it can be of a hundred megabytes, and another copy or a digest of it would hold everybody up.
      response.attachment(`incident-${incidentId}.json`).set('Content-Length', String(bundle.byteLength));
      response.end(bundle);
      logger.info({ incidentId, by: principal.id }, 'a forensic bundle was fetched');
      return REPLIED;
    },
  );
};

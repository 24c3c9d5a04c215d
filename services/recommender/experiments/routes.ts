import { listExperiments, startExperiment, stopExperiment } from '../../contracts/http/experiments.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { ExperimentDesk } from './experiment-desk.ts';

export const mountExperiments = (mount: Mount, desk: ExperimentDesk): void => {
  mount(listExperiments, () => desk.list());
  mount(startExperiment, ({ body, principal }) => desk.start(body, principal));
  mount(stopExperiment, ({ params, body, principal }) =>
    desk.stop(params.experimentId, body.reason, principal),
  );
};

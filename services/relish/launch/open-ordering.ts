import { createOrderingService, type OrderingService } from '../../ordering/create-ordering-service.ts';
import { createRecommenderClient } from '../../ordering/recommendations/recommender-client.ts';
import type { Sessions } from '../../platform/auth/sessions.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import type { RecommenderService } from '../../recommender/create-recommender-service.ts';
import type { Basis, Ground } from './ground.ts';
import { whenObjectsAreThere } from './when-objects-are-there.ts';

type Recommend = ReturnType<typeof createRecommenderClient>;

interface OrderingParts extends Basis {
  readonly log: EventLog;
  readonly sessions: Sessions;
  /** Of this process, if it has one. */
  readonly recommender: RecommenderService | undefined;
}

/** The recommender of this process, called directly, or the one that is a process of its own. */
const recommendBy = ({ config, data }: Ground, recommender: RecommenderService | undefined): Recommend => {
  if (recommender) {
    return (question, minPosition) =>
      recommender.answer(question, minPosition === undefined ? {} : { minPosition });
  }
  if (config.RECOMMENDER_URL === undefined) throw new Error('there is no recommender to ask');
  return createRecommenderClient({ url: config.RECOMMENDER_URL, token: data.tokens.service.secret });
};

/** Ordering over its log, once it has caught up with it. */
export const openOrdering = async (
  ground: Ground,
  { recommender, ...parts }: OrderingParts,
): Promise<OrderingService> => {
  const { createRateLimits, createChores, openPeople } = ground.shared;
  const deps = {
    ...{ ...parts, config: ground.config, createRateLimits, createChores },
    peopleStore: await openPeople(),
    recommend: recommendBy(ground, recommender),
  };
  return whenObjectsAreThere(() => createOrderingService(deps), ground);
};

import { getFlags, putFlags } from '../../contracts/http/flags.ts';
import { validateFlags } from '../../platform/flags/validate-flags.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { OwnEvents } from '../replay/own-events.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { validateModels } from './validate-models.ts';

export const mountFlags = (mount: Mount, state: RecommenderState, put: OwnEvents): void => {
  const current = () => ({
    flags: state.flags.definition,
    digest: state.flags.digest,
    changes: [...state.flags.changes],
  });
  mount(getFlags, current);
  mount(putFlags, async ({ body: { flags, reason }, principal: author }) => {
    validateFlags(flags);
    validateModels(flags);
    await put({ type: 'flag.changed', data: { flags, reason, author } }, 'flags');
    return current();
  });
};

import { getFlags, putFlags, watchMyVariant } from '../../contracts/http/flags.ts';
import { validateFlags } from '../../platform/flags/validate-flags.ts';
import { MODEL_FLAG } from '../../platform/flags/default-flags.ts';
import type { Flags } from '../../platform/flags/flag-client.ts';
import type { Mount } from '../../platform/http/mount.ts';
import { closingOf } from '../../platform/http/serve.ts';
import type { OwnEvents } from '../replay/own-events.ts';
import { stillInForce } from '../replay/still-in-force.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { validateModels } from './validate-models.ts';
import { VariantWatch } from './variant-watch.ts';

interface FlagsDeps {
  readonly state: RecommenderState;
  readonly put: OwnEvents;
  readonly flags: Flags;
}

const mountWatch = (mount: Mount, { state, flags }: FlagsDeps): void => {
  const watch = new VariantWatch({
    definition: () => state.flags.definition,
    variantOf: async (accountId) =>
      (await flags.stringFor(state.flags.definition, MODEL_FLAG, accountId, '')).variant,
  });
  mount(watchMyVariant, async ({ query: { known }, principal, request }) => {
    const closing = closingOf(request);
    const isGone = () => request.socket.destroyed || closing?.aborted === true;
    const variant = await watch.next(principal.id, known, isGone);
    return variant === undefined ? {} : { variant };
  });
};

export const mountFlags = (mount: Mount, deps: FlagsDeps): void => {
  const { state, put } = deps;
  const current = () => ({
    flags: state.flags.definition,
    digest: state.flags.digest,
    changes: [...state.flags.changes],
  });
  mount(getFlags, current);
  mount(putFlags, async ({ body: { flags, reason, expected }, principal: author }) => {
    validateFlags(flags);
    validateModels(flags);
    const check = stillInForce('flags', expected, () => state.flags.digest);
    await put({ type: 'flag.changed', data: { flags, reason, author } }, 'flags', check);
    return current();
  });
  mountWatch(mount, deps);
};

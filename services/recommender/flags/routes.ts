import { type FlagDefinition, getFlags, putFlags } from '../../contracts/http/flags.ts';
import { modelName } from '../../contracts/http/answers.ts';
import { digestOf } from '../../platform/digest/canonical-digest.ts';
import { MODEL_FLAG } from '../../platform/flags/default-flags.ts';
import { validateFlags } from '../../platform/flags/validate-flags.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { OwnEvents } from '../replay/own-events.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';

const forAccounts = modelName.exclude(['related']);

/** The variants of the model flag must be models. @throws AppError 422 */
const validateModels = (flags: FlagDefinition): void => {
  const variants = Object.entries(flags[MODEL_FLAG]?.variants ?? {});
  const errors = variants
    .filter(([, value]) => !forAccounts.safeParse(value).success)
    .map(([name]) => ({
      path: `${MODEL_FLAG}.variants.${name}`,
      message: `one of ${forAccounts.options.join(', ')}`,
    }));
  if (errors.length > 0) throw new AppError(422, 'invalid-flags', 'A variant names no model.', { errors });
};

export const mountFlags = (mount: Mount, state: RecommenderState, put: OwnEvents): void => {
  const current = () => ({
    flags: state.flags.definition,
    digest: digestOf(state.flags.definition),
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

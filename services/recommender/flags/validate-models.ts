import { accountModelName } from '../../contracts/http/answers.ts';
import type { FlagDefinition } from '../../contracts/http/flags.ts';
import { MODEL_FLAG } from '../../platform/flags/default-flags.ts';
import { AppError } from '../../platform/http/app-error.ts';

/** The variants of the model flag must be models. @throws AppError 422 */
export const validateModels = (flags: FlagDefinition): void => {
  const variants = Object.entries(flags[MODEL_FLAG]?.variants ?? {});
  const errors = variants
    .filter(([, value]) => !accountModelName.safeParse(value).success)
    .map(([name]) => ({
      path: `${MODEL_FLAG}.variants.${name}`,
      message: `one of ${accountModelName.options.join(', ')}`,
    }));
  if (errors.length > 0) throw new AppError(422, 'invalid-flags', 'A variant names no model.', { errors });
};

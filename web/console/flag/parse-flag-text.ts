import { flagDefinition } from '../../../services/contracts/http/flags.ts';
import { readJson } from '../frame/read-json.ts';
import { MODEL_FLAG, type Flag } from './model-flag.ts';

type Parsed = { readonly flag: Flag } | { readonly fault: string };

/** Reads a flag that somebody wrote by hand. The service checks its rules once more. */
export const parseFlagText = (text: string): Parsed => {
  const value = readJson(text);
  if (value === undefined) return { fault: 'This is not JSON yet.' };
  const parsed = flagDefinition.safeParse({ [MODEL_FLAG]: value });
  const flag = parsed.data?.[MODEL_FLAG];
  if (flag === undefined) {
    const issue = parsed.error?.issues[0];
    const field = ['The flag', ...(issue?.path.slice(1) ?? [])].join('.').replace(/^The flag\./, '');
    return { fault: `${field}: ${issue?.message ?? 'not a flag'}.` };
  }
  return Object.hasOwn(flag.variants, flag.defaultVariant)
    ? { flag }
    : { fault: `defaultVariant: ${flag.defaultVariant} is none of the variants.` };
};

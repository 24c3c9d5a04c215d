import type { FlagDefinition } from '../../contracts/http/flags.ts';

/** The flag that says which model answers. Its variants are named after the models and hold their names. */
export const MODEL_FLAG = 'recommender-model';

/** What a fresh shop starts with: the model that can't be faked out, for everybody. */
export const defaultFlags: FlagDefinition = {
  [MODEL_FLAG]: {
    state: 'ENABLED',
    variants: { naive: 'naive', popular: 'popular', peers: 'peers' },
    defaultVariant: 'peers',
  },
};

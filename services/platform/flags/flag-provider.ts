import {
  ProviderNotReadyError,
  type EvaluationContext,
  type FlagMetadata,
  type FlagValue,
  type JsonValue,
  type ResolutionDetails,
} from '@openfeature/core';
import { FlagdCore } from '@openfeature/flagd-core';
import type { Provider } from '@openfeature/server-sdk';
import type { FlagDefinition } from '../../contracts/http/flags.ts';

/** A flag as it is for one context. Without `value` the caller's own default counts. */
export interface FlagResult {
  readonly value?: JsonValue;
  readonly variant?: string;
  /** OpenFeature's: STATIC, TARGETING_MATCH, DEFAULT, DISABLED, ERROR. */
  readonly reason: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly metadata: FlagMetadata;
}

export interface FlagProvider extends Provider {
  readonly keys: readonly string[];
  /** The same evaluation without a type; undefined if there is no such flag. */
  evaluate(key: string, context: EvaluationContext): FlagResult | undefined;
  /** Lets go of the definition: OpenFeature keeps a provider for good. From then on it answers with an error. */
  onClose(): Promise<void>;
}

interface ProviderOptions {
  /**
   * Told of each evaluation without a targetingKey: flagd then passes over every percentage and gives the default
   * in silence.
   */
  readonly onMissingKey?: () => void;
}

// flagd tells by return values what went wrong; its log would repeat it for every evaluation.
const silent = { error() {}, warn() {}, info() {}, debug() {} };

/**
 * flagd's evaluation of one definition, for good: a changed definition gets a provider of its own, so that an
 * answer of the past can be computed again beside those of today.
 * @throws ParseError for what flagd can't read; what validate-flags.ts took is readable
 */
export const createFlagProvider = (
  definition: FlagDefinition,
  { onMissingKey = () => {} }: ProviderOptions = {},
): FlagProvider => {
  const flagd = new FlagdCore(undefined, silent, { disableDynamicCodeGeneration: true });
  flagd.setConfigurations(JSON.stringify({ flags: definition }));
  let core: FlagdCore | undefined = flagd;
  /** The evaluator, unless it was put away. */
  const evaluator = ({ targetingKey }: EvaluationContext): FlagdCore => {
    if (!core) throw new ProviderNotReadyError('This definition was put away: ask for its client again.');
    if (!targetingKey) onMissingKey();
    return core;
  };
  const resolver =
    <T extends FlagValue>(type: 'boolean' | 'string' | 'number' | 'object') =>
    async <V extends T>(
      key: string,
      fallback: V,
      context: EvaluationContext,
    ): Promise<ResolutionDetails<V>> =>
      Promise.resolve(evaluator(context).resolve(type, key, fallback, context));
  return {
    metadata: { name: 'flagd-core' },
    runsOn: 'server',
    keys: [...flagd.getFlags().keys()],
    evaluate(key, context) {
      const flag = evaluator(context).getFlag(key);
      if (!flag) return undefined;
      if (flag.state === 'DISABLED') return { reason: 'DISABLED', metadata: flag.metadata };
      const { flagMetadata: metadata, ...result } = flag.evaluate(context);
      return { ...result, metadata };
    },
    resolveBooleanEvaluation: resolver<boolean>('boolean'),
    resolveStringEvaluation: resolver<string>('string'),
    resolveNumberEvaluation: resolver<number>('number'),
    resolveObjectEvaluation: resolver<JsonValue>('object'),
    onClose() {
      core = undefined;
      return Promise.resolve();
    },
  };
};

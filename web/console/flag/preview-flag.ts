import { FlagdCore, MemoryStorage } from '@openfeature/flagd-core';
import { MODEL_FLAG, SAFE_VARIANT, type Flag } from './model-flag.ts';

const silent = { error() {}, warn() {}, info() {}, debug() {} };

/**
 * Which variant an account gets, by the very evaluator that the service runs. The page's
 * Content-Security-Policy forbids generated code, hence the interpreter.
 * @throws when the targeting has an operator that flagd doesn't know
 */
export const previewFlag = (flag: Flag): ((accountId: string) => string) => {
  const options = { disableDynamicCodeGeneration: true };
  const storage = new MemoryStorage(silent, options);
  storage.setConfigurations(JSON.stringify({ flags: { [MODEL_FLAG]: flag } }), true);
  const core = new FlagdCore(storage, silent);
  return (accountId) => {
    if (flag.state === 'DISABLED') return SAFE_VARIANT;
    const context = { targetingKey: accountId, accountId };
    const { variant, value } = core.resolveStringEvaluation(MODEL_FLAG, SAFE_VARIANT, context);
    return variant ?? value;
  };
};

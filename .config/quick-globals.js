import swcJest from '@swc/jest';

/**
 * Jest runs tests in a context of `node:vm`, where each look at a global is answered by an interceptor, dozens of times
 * as slowly as elsewhere; folds and properties do little else than `Math.max`, `new Map` and the like. So each module
 * looks once. Only what no test replaces: `Date`, timers and the rest of what has an effect stay as they are.
 */
const PURE = [
  ...[
    'Array',
    'BigInt',
    'Boolean',
    'Error',
    'Infinity',
    'JSON',
    'Map',
    'Math',
    'NaN',
    'Number',
    'Object',
    'Promise',
  ],
  ...['RegExp', 'Set', 'String', 'Symbol', 'TypeError', 'WeakMap', 'WeakSet'],
  ...['ArrayBuffer', 'DataView', 'Float64Array', 'Int32Array', 'Uint16Array', 'Uint32Array', 'Uint8Array'],
];

/** A module may have something of its own of that name. */
const declares = (code, name) =>
  new RegExp(String.raw`^(import\b[^;]*|.*\b(class|const|function|let|var)\s+)\b${name}\b`, 'm').test(code);

const looksOnce = ({ code, ...rest }) => {
  const used = PURE.filter(
    (name) => new RegExp(String.raw`(?<![\w$.])${name}\b`).test(code) && !declares(code, name),
  );
  // On the first line, so that all others stay where source maps say they are.
  return { ...rest, code: used.length === 0 ? code : `const { ${used.join(', ')} } = globalThis; ${code}` };
};

export default {
  createTransformer(options) {
    const swc = swcJest.createTransformer(options);
    return {
      ...swc,
      process: (...given) => looksOnce(swc.process(...given)),
      processAsync: async (...given) => looksOnce(await swc.processAsync(...given)),
      getCacheKey: (...given) => `${swc.getCacheKey(...given)} ${PURE.join()}`,
    };
  },
};

/**
 * Keeps typed arrays fast in this process. To import a CommonJS package Node reads the names that it exports with a
 * lexer in WebAssembly, whose memory grows; that detaches an ArrayBuffer, and once one was detached V8 checks at every
 * access to any typed array that its buffer wasn't: a pass over a million votes takes 2.3 ms in the place of 1.4, a
 * peers answer 3.3 in the place of 2.8 (npm run bench). Node has the same lexer in JavaScript and takes it for good if
 * there is no WebAssembly when the first CommonJS package is imported. Import this before anything else from there.
 */
const { WebAssembly } = globalThis;
Reflect.deleteProperty(globalThis, 'WebAssembly');
try {
  await import('cli-progress');
} finally {
  Object.defineProperty(globalThis, 'WebAssembly', {
    value: WebAssembly,
    writable: true,
    enumerable: false,
    configurable: true,
  });
}

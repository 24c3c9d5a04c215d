import { setImmediate } from 'node:timers/promises';
import type { SealedBundle } from '../../../contracts/http/incidents.ts';

/** Bytes that are written between two turns, in whole groups of base64: about a millisecond. */
const SLICE = 3 * 65_536;

interface Sealed {
  readonly seal: Uint8Array;
  readonly content: string;
  readonly snapshot: Uint8Array | undefined;
}

/**
 * The JSON of a `SealedBundle`, as bytes. Of a state of 64 MB it would take a second at once, so others have the thread
 * in between: base64 has nothing that JSON would escape.
 * @throws the reason of `stop`
 */
export const sealedText = async (
  { seal, content, snapshot }: Sealed,
  stop: AbortSignal,
): Promise<Uint8Array> => {
  const bundle: SealedBundle = {
    kind: 'relish-incident-bundle',
    version: 1,
    seal: Buffer.from(seal).toString('base64'),
    content,
  };
  const head = JSON.stringify(bundle);
  if (!snapshot) return Buffer.from(head);
  const opening = Buffer.from(`${head.slice(0, -1)},"snapshot":"`);
  const text = Buffer.allocUnsafeSlow(opening.length + 4 * Math.ceil(snapshot.length / 3) + 2);
  text.set(opening);
  let at = opening.length;
  for (let from = 0; from < snapshot.length; from += SLICE) {
    at += text.write(Buffer.from(snapshot.subarray(from, from + SLICE)).toString('base64'), at, 'latin1');
    await setImmediate();
    stop.throwIfAborted();
  }
  text.write('"}', at, 'latin1');
  return text;
};

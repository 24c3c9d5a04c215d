import { setImmediate } from 'node:timers/promises';
import type { SealedBundle } from '../../../contracts/http/incidents.ts';

/** Bytes that are written between two turns, in whole groups of base64: about a millisecond. */
const SLICE = 3 * 65_536;

interface Sealed {
  readonly seal: Uint8Array;
  readonly content: string;
  readonly snapshot: Uint8Array | undefined;
  /** By digest. */
  readonly artifacts: ReadonlyMap<string, Uint8Array>;
}

/** The JSON in its order: text, and bytes that become base64, which has nothing that JSON would escape. */
const piecesOf = ({ seal, content, snapshot, artifacts }: Sealed): readonly (string | Uint8Array)[] => {
  const bundle: SealedBundle = {
    kind: 'relish-incident-bundle',
    version: 1,
    seal: Buffer.from(seal).toString('base64'),
    content,
  };
  return [
    JSON.stringify(bundle).slice(0, -1),
    ...(snapshot ? [',"snapshot":"', snapshot, '"'] : []),
    ',"artifacts":{',
    ...[...artifacts].flatMap(([digest, bytes], index) => [
      `${index === 0 ? '' : ','}${JSON.stringify(digest)}:"`,
      bytes,
      '"',
    ]),
    '}}',
  ];
};

const lengthOf = (piece: string | Uint8Array): number =>
  typeof piece === 'string' ? Buffer.byteLength(piece) : 4 * Math.ceil(piece.length / 3);

/**
 * The JSON of a `SealedBundle`, as bytes. Of a state of 64 MB it would take a second at once, so others have the thread
 * in between.
 * @throws the reason of `stop`
 */
export const sealedText = async (sealed: Sealed, stop: AbortSignal): Promise<Uint8Array> => {
  const pieces = piecesOf(sealed);
  const text = Buffer.allocUnsafeSlow(pieces.reduce((sum, piece) => sum + lengthOf(piece), 0));
  let at = 0;
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      at += text.write(piece, at);
      continue;
    }
    for (let from = 0; from < piece.length; from += SLICE) {
      at += text.write(Buffer.from(piece.subarray(from, from + SLICE)).toString('base64'), at, 'latin1');
      await setImmediate();
      stop.throwIfAborted();
    }
  }
  return text;
};

/**
 * A snapshot is the magic, its header as JSON, and blocks, each of them behind its size. A block is raw deflate of
 * records, each behind its size, and a record is a value as V8 writes it: first the list of parts, then their runs.
 * Sizes are 32 bits, big endian. No record is cut by a block's end.
 */
export const MAGIC = Buffer.from('relish-snapshot\n');
/** Bytes of a block before it is packed, or the size of its only record. */
export const BLOCK = 1 << 20;
/** No block is larger: a record is a run of 128 Ki numbers, 5,000 ids, or 50 objects of bounded events. */
export const MAX_BLOCK = 1 << 28;

const SIZE = 4;

/** The bytes behind their size. */
export const sized = (bytes: Uint8Array): readonly [Uint8Array, Uint8Array] => {
  const size = Buffer.alloc(SIZE);
  size.writeUInt32BE(bytes.length);
  return [size, bytes];
};

/** What lies behind sizes, one after the other. @throws RangeError where bytes are missing */
export function* sizedIn(bytes: Uint8Array, from = 0): Generator<Uint8Array, undefined> {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = from;
  while (at < view.length) {
    const end = at + SIZE + view.readUInt32BE(at);
    if (end > view.length) throw new RangeError('bytes are missing');
    yield view.subarray(at + SIZE, end);
    at = end;
  }
}

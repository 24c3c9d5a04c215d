import { createHash } from 'node:crypto';
import type { Digest } from './canonical-digest.ts';

/** Names bytes by their content: their sha256, as `sha256:` and 64 hex digits. */
export const digestOfBytes = (bytes: Uint8Array): Digest =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

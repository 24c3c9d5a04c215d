import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Below this the headers cost more than packing saves. */
const MIN_BYTES = 1024;
/** Pictures and fonts are packed as they are. */
const TEXT = /\.(html|css|m?js|json|svg|txt|map|webmanifest)$/;

const packers = {
  br: (content) =>
    brotliCompressSync(content, {
      params: {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  gz: (content) => gzipSync(content, { level: 9 }),
};

/**
 * Puts a `.br` and a `.gz` beside each text file of at least 1 kB, as tight as they get: done once here, not by the
 * web server for each request.
 * @param {string} folder looked through to its depth
 */
export const compressFiles = (folder) => {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  for (const entry of entries.filter((found) => found.isFile() && TEXT.test(found.name))) {
    const file = join(entry.parentPath, entry.name);
    const content = readFileSync(file);
    if (content.length < MIN_BYTES) continue;
    for (const [ending, pack] of Object.entries(packers)) writeFileSync(`${file}.${ending}`, pack(content));
  }
};

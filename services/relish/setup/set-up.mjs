import { buildWebIfStale } from './build-web.mjs';
import { installIfNeeded } from './install.mjs';
import { requireNode } from './node-version.mjs';
import { orExplain } from './setup-error.mjs';

/** The repository. */
export const ROOT = new URL('../../../', import.meta.url);

/**
 * Brings a checkout to where Relish runs: installs what is missing and, with `web`, builds what is stale.
 * What stops it is told with the way out, and ends the process. Until it is through, only what Node brings
 * along may be imported.
 */
export const setUp = ({ web }) =>
  orExplain(async () => {
    requireNode();
    await installIfNeeded(ROOT);
    if (web) await buildWebIfStale(ROOT);
  });

/** Installs the packages where they are missing, and nothing else: for CI, which checks before it builds. */
import { setUp } from './setup/set-up.mjs';

await setUp({ web: false });

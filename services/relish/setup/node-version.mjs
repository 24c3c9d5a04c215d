import { readFileSync } from 'node:fs';
import { SetupError } from './setup-error.mjs';

const { engines } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));

/** @throws SetupError if this Node is older than package.json's `engines.node` (`>=MAJOR.MINOR`) */
export const requireNode = (version = process.versions.node) => {
  const [major, minor] = version.split('.').map(Number);
  const [leastMajor, leastMinor] = engines.node.slice('>='.length).split('.').map(Number);
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return;
  throw new SetupError(
    `Relish needs Node ${leastMajor}.${leastMinor} or newer; this is ${version}.`,
    'Install it from https://nodejs.org (or: nvm install 20), then run the same command again.',
  );
};

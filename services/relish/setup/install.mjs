import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runTool } from './run-tool.mjs';
import { SetupError } from './setup-error.mjs';

/** npm's own pauses add up to minutes before it says that there is no network. */
const IMPATIENCE = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/**
 * Whether node_modules holds what package-lock.json asks for. npm notes what it installed in a lock file
 * of its own, at the end of an installation, so that one that was interrupted doesn't count.
 * Optional packages may be missing: most are for other platforms.
 */
const isInstalled = (root) => {
  const installed = new URL('node_modules/.package-lock.json', root);
  if (!existsSync(installed)) return false;
  const present = packagesOf(installed);
  return Object.entries(packagesOf(new URL('package-lock.json', root))).every(
    ([path, wanted]) =>
      path === '' || present[path]?.version === wanted.version || (wanted.optional && !present[path]),
  );
};

const REASONS = [
  {
    pattern: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED|network/i,
    message: 'npm could not reach its registry.',
    wayOut:
      'Check the network (npm ping); behind a proxy: npm config set proxy URL; with a mirror: npm config set registry URL.\n' +
      '  Then run the same command again: it goes on from here. Once installed, Relish needs no network.',
  },
  {
    pattern: /EUSAGE|in sync/,
    message: 'package.json and package-lock.json disagree.',
    wayOut: 'Run npm install, look at what changed in package-lock.json, and commit it.',
  },
  {
    pattern: /EACCES|EPERM|EROFS/,
    message: 'npm may not write here.',
    wayOut: 'Make this folder and ~/.npm your own (sudo chown -R "$USER" . ~/.npm), then try again.',
  },
  { pattern: /ENOSPC/, message: 'The disk is full.', wayOut: 'Free about 700 MB, then try again.' },
];
const UNKNOWN = {
  message: 'npm could not install the packages.',
  wayOut: 'Its own words are above. Try npm ci by hand, then run the same command again.',
};

/** npm as it runs us, or as the shell finds it. */
const npm = () => {
  const running = process.env['npm_execpath'] ?? '';
  if (running.endsWith('npm-cli.js')) return [process.execPath, running];
  return ['npm'];
};

/**
 * Installs the packages of package-lock.json where they are not installed yet.
 * @param {URL} root the repository, ending in a slash
 * @throws SetupError with the way out
 */
export const installIfNeeded = async (root) => {
  if (isInstalled(root)) return;
  const packages = Object.values(packagesOf(new URL('package-lock.json', root)));
  const count = packages.filter(({ os }) => !os || os.includes(process.platform)).length - 1;
  // The development packages build the web apps: NODE_ENV=production must not leave them out.
  const command = [...npm(), 'ci', '--include=dev', '--prefer-offline', '--no-progress', ...IMPATIENCE];
  const { code, output } = await runTool(`Installing up to ${count} packages`, command, {
    cwd: fileURLToPath(root),
    env: process.env,
  }).catch((error) => ({ code: 1, output: error.message }));
  if (code === 0) return;
  const { message, wayOut } = REASONS.find(({ pattern }) => pattern.test(output)) ?? UNKNOWN;
  throw new SetupError(message, wayOut, output);
};

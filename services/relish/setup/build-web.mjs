import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compressFiles } from './compress-files.mjs';
import { runTool } from './run-tool.mjs';
import { SetupError } from './setup-error.mjs';

/** All that a bundle is made of. Tests beside the source are part of it: telling them apart isn't worth it. */
const INPUTS = [
  'web',
  'services/contracts',
  'package-lock.json',
  'tsconfig.json',
  'services/relish/setup/compress-files.mjs',
];
const APPS = [
  { mode: 'order', title: 'Building the ordering app' },
  { mode: 'console', title: 'Building the console' },
];
const CONFIG = 'web/vite.config.ts';

const filesUnder = (path) => {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
};

const filesOf = (folder, input) => {
  const path = join(folder, input);
  return /\.\w+$/.test(input) ? [path] : filesUnder(path);
};

/** Digest of the inputs' paths and contents: the same inputs give the same bundles. */
const digestOfInputs = (folder) => {
  const hash = createHash('sha256');
  const files = INPUTS.flatMap((input) => filesOf(folder, input)).sort();
  for (const file of files) {
    const content = readFileSync(file);
    hash.update(`${relative(folder, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
};

const isBuilt = (folder, stamp, digest) =>
  existsSync(stamp) &&
  readFileSync(stamp, 'utf8') === digest &&
  APPS.every(({ mode }) => existsSync(join(folder, '.build/web', mode, 'index.html')));

const build = async (folder, { mode, title }) => {
  const vite = join(folder, 'node_modules/vite/bin/vite.js');
  const { code, output } = await runTool(
    title,
    [process.execPath, vite, 'build', '--config', CONFIG, '--mode', mode],
    { cwd: folder, env: { ...process.env, NODE_ENV: 'production' } },
  );
  if (code !== 0) {
    throw new SetupError(
      `The ${mode} app does not build.`,
      `See it for yourself: npx vite build --config ${CONFIG} --mode ${mode}`,
      output,
    );
  }
  compressFiles(join(folder, '.build/web', mode));
};

/**
 * Builds the web apps into .build/web where their inputs changed since the last build.
 * @param {URL} root the repository, ending in a slash
 */
export const buildWebIfStale = async (root) => {
  const folder = fileURLToPath(root);
  const stamp = join(folder, '.build/web/stamp');
  const digest = digestOfInputs(folder);
  if (isBuilt(folder, stamp, digest)) return;
  // Without the stamp an interrupted build is seen as stale.
  rmSync(stamp, { force: true });
  for (const app of APPS) await build(folder, app);
  mkdirSync(join(folder, '.build/web'), { recursive: true });
  writeFileSync(stamp, digest);
};

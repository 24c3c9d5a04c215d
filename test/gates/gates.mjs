import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Runs a gate in `folder`: its exit code, what it said, and whether it named a fault. */
const run = (folder, program, args) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
      said += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, said, named: ({ rule }) => said.includes(rule) }));
  });

const script =
  (name, ...args) =>
  (folder) =>
    run(folder, 'npm', ['run', '--silent', `check:${name}`, '--', ...args]);

const rooms = async (folder) => {
  const result = await script('rooms')(folder);
  const named = ({ rule, files }) =>
    Object.keys(files).some((file) => result.said.includes(`✗ ${rule}: ${file}`));
  return { ...result, named };
};

const lint = async (folder) => {
  const result = await script('lint', '--format', 'json')(folder);
  const reports = JSON.parse(result.out);
  const rulesOf = (file) =>
    reports
      .filter(({ filePath }) => filePath === join(folder, file))
      .flatMap(({ messages }) => messages.filter(({ severity }) => severity === 2))
      .map(({ ruleId }) => ruleId);
  return {
    ...result,
    named: ({ rule, files }) => Object.keys(files).some((file) => rulesOf(file).includes(rule)),
  };
};

const tests = (folder) =>
  run(folder, process.execPath, [
    '--experimental-vm-modules',
    'node_modules/jest/bin/jest.js',
    ...['--config', '.config/jest.config.js', 'test/planted'],
  ]);

/** As `.ci/run` calls them. */
export const gates = {
  rooms,
  lint,
  types: script('types'),
  format: script('format'),
  unused: script('unused'),
  layout: script('layout'),
  tests,
};

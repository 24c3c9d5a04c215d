/** What lies where: nothing at the top that doesn't belong there, and names that say what is in a file. */
import { execFileSync } from 'node:child_process';

const TOP = new Set([
  'LICENSE',
  'README.md',
  'infra',
  'package-lock.json',
  'package.json',
  'services',
  'test',
  'tsconfig.json',
  'web',
]);
const KEBAB = /^\.?[a-z0-9]+([-.][a-z0-9]+)*$/;
/** Files whose name is given from outside. */
const GIVEN = new Set(['README.md', 'LICENSE', 'Caddyfile', 'Dockerfile', 'Dockerfile.dockerignore']);
/** Names that say nothing, so that anything ends up there. */
const EMPTY_WORDS =
  /^(utils?|helpers?|common|managers?|base|misc|shared|lib)([-.]|$)|-(utils?|helpers?|manager|base)([-.]|$)/;

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
  encoding: 'utf8',
})
  .split('\0')
  .filter(Boolean);

const faultsOf = (file) => {
  const [top, ...rest] = file.split('/');
  if (top.startsWith('.') && top !== '.') return [];
  if (!TOP.has(top)) return [`top-level: ${top} doesn't belong at the top`];
  return rest
    .filter((name) => !GIVEN.has(name))
    .flatMap((name) => [
      ...(KEBAB.test(name) ? [] : [`kebab-case: ${file}`]),
      ...(EMPTY_WORDS.test(name) ? [`telling-names: ${file} (${name} could hold anything)`] : []),
    ]);
};

const faults = [...new Set(files.flatMap(faultsOf))];
for (const fault of faults) console.error(`✗ ${fault}`);
console.log(`${files.length} files looked at, ${faults.length} out of place`);
process.exitCode = faults.length > 0 ? 1 : 0;

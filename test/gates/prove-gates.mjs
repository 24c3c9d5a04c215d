/**
 * `npm run test:gates`: a gate that never fails keeps nothing out. Copies the repository, breaks every rule
 * in the copy, and wants each gate to end with an error and to name each rule broken.
 */
import config from '../../.config/dependency-cruiser.js';
import { copyRepository } from './copy-repository.mjs';
import { gates } from './gates.mjs';
import { bricks, faults } from './planted-faults.mjs';

const copy = copyRepository();
/** The rules without what keeps them: gates that judge each file by itself needn't read all of it to find the faults. */
const rulesAlone = copyRepository((name) => name.startsWith('.config/') || !name.includes('/'));
const ALONE = new Set(['lint', 'types', 'format']);
const failures = [];
const check = (right, what) => {
  console.log(`${right ? '✓' : '✗'} ${what}`);
  if (!right) failures.push(what);
};

const proveGate = async (name) => {
  const { code, named } = await gates[name]((ALONE.has(name) ? rulesAlone : copy).folder);
  check(code !== 0, `${name} fails (exit code ${code})`);
  for (const fault of faults.filter(({ gate }) => gate === name)) {
    check(named(fault), `${name} names ${fault.rule} in ${Object.keys(fault.files)[0]}`);
  }
};

// A wall that nobody tried to break may be made of air.
const proved = new Set(faults.map(({ rule }) => rule));
for (const { name } of config.forbidden) check(proved.has(name), `${name} has a fault that breaks it`);

// What an unfit TypeScript does to dependency-cruiser: it sees less, finds nothing, and is content.
const rules = '.config/dependency-cruiser.js';
const restore = copy.edit(rules, (text) => text.replace('coverage)', 'coverage|services/platform)'));
const blind = await gates.rooms(copy.folder);
check(blind.code !== 0 && blind.said.includes('too-few-modules'), 'rooms fails when it sees too few modules');
restore();

for (const { write } of [copy, rulesAlone]) {
  write(bricks);
  for (const { files } of faults) write(files);
}

// Two at a time: the heavy ones beside the light ones.
await Promise.all([
  (async () => proveGate('lint'))(),
  (async () => {
    for (const name of ['rooms', 'types', 'layout', 'format', 'unused', 'tests']) await proveGate(name);
  })(),
]);

console.log(`${failures.length === 0 ? 'Every gate holds.' : `${failures.length} proofs failed.`}`);
process.exitCode = failures.length === 0 ? 0 : 1;

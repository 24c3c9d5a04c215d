/**
 * The room rules, by dependency-cruiser. It calls a run that saw nothing a success (with an unfit
 * TypeScript it says "0 modules cruised ✔"), so this also fails if it missed any source file.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOMS = ['services', 'web', 'test', 'infra'];
const SOURCE = /(?<!\.d)\.(tsx?|mjs|js)$/;

const filesUnder = (room) =>
  readdirSync(room, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

const cruise = () => {
  const cli = 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs';
  const options = ['--config', '.config/dependency-cruiser.js', '--output-type', 'json'];
  const json = execFileSync(process.execPath, [cli, ...options, ...ROOMS], { maxBuffer: 1 << 30 });
  return JSON.parse(json);
};

const { modules, summary } = cruise();
const cruised = new Set(modules.map(({ source }) => source));
const missed = ROOMS.flatMap(filesUnder).filter((file) => !cruised.has(file));
const violations = summary.violations.filter(({ rule }) => rule.severity === 'error');

for (const { from, to, rule, cycle } of violations) {
  const path = cycle ? cycle.map(({ name }) => name).join(' → ') : to;
  const { comment } = summary.ruleSetUsed.forbidden.find(({ name }) => name === rule.name);
  console.error(`✗ ${rule.name}: ${from} → ${path}\n  ${comment}`);
}
if (missed.length > 0) {
  console.error(
    `✗ too-few-modules: ${missed.length} source files were not cruised:\n  ${missed.join('\n  ')}`,
  );
}
console.log(
  `${cruised.size} modules cruised, ${violations.length} walls broken, ${missed.length} files missed`,
);
process.exitCode = violations.length + missed.length > 0 ? 1 : 0;

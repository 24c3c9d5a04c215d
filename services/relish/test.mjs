/** `npm test [-- PATH …]`: sets up what is missing, then runs the tests. Arguments go to jest. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ROOT, setUp } from './setup/set-up.mjs';

await setUp({ web: true });
// Jest runs native ES modules only with this switch; Node warns of it in every worker.
const options = '--experimental-vm-modules --disable-warning=ExperimentalWarning';
const jest = spawn(
  process.execPath,
  ['node_modules/jest/bin/jest.js', '--config', '.config/jest.config.js', ...process.argv.slice(2)],
  {
    cwd: fileURLToPath(ROOT),
    env: { ...process.env, NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} ${options}`.trim() },
    stdio: 'inherit',
  },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => jest.kill(signal));
jest.on('exit', (code) => {
  process.exitCode = code ?? 1;
});

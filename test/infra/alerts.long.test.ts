import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWithPrograms } from '../engines/describe-with-programs.ts';

const PROMETHEUS = fileURLToPath(new URL('../../infra/prometheus/', import.meta.url));
const run = promisify(execFile);
const ruleFiles = readdirSync(PROMETHEUS).filter((name) => /\.(rules|alerts)\.yaml$/.test(name));

describeWithPrograms('promtool', { promtool: 'prometheus' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'relish-rules-'));
  beforeAll(() => cpSync(PROMETHEUS, folder, { recursive: true }));
  afterAll(() => rmSync(folder, { recursive: true }));
  const promtool = (...args: string[]) => run('promtool', args, { cwd: folder });
  const testRules = () => promtool('test', 'rules', 'tests/relish.test.yaml');

  test('finds rules and configuration right', async () => {
    await promtool('check', 'rules', ...ruleFiles);
    await promtool('check', 'config', 'prometheus.yml');
  });

  test('finds that alerts go off when they should, and only then', async () => {
    expect((await testRules()).stdout).toContain('SUCCESS');
  });

  test.each([
    ['relish_log_lag_seconds > 10', 'relish_log_lag_seconds > 1000'],
    ['relish_publication_held == 1', 'relish_publication_held == 0'],
    ['* 0.001', '* 1'],
    ['relish_dead_letters_unkept_total[10m]) > 0', 'relish_dead_letters_unkept_total[10m]) > 100'],
    ['> 4.5', '> 0.5'],
    ['{objective!="answered-in-time"}', ''],
  ])('finds out that %s has become %s', async (right, wrong) => {
    const file = join(folder, 'relish.alerts.yaml');
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(right);
    writeFileSync(file, text.replaceAll(right, wrong));
    await expect(testRules()).rejects.toThrow(/FAILED/);
    writeFileSync(file, text);
  });
});

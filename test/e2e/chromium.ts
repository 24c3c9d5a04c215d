import { existsSync } from 'node:fs';
import { describe, it } from '@jest/globals';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

const findChromium = (): string | undefined =>
  [process.env['CHROMIUM_PATH'], ...PLACES].find((path) => path !== undefined && existsSync(path));

export const openBrowser = (): Promise<Browser> => {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('There is no Chromium.');
  return chromium.launch({ executablePath, args: ARGS });
};

/** Tests in a real browser. Without Chromium they are skipped visibly; in CI they fail. */
export const describeInBrowser = (name: string, tests: () => void): void => {
  if (findChromium() !== undefined) {
    describe(name, tests);
    return;
  }
  const told = `${name} (no Chromium found: install it, or set CHROMIUM_PATH)`;
  describe(told, () => {
    const run = process.env['CI'] === 'true' ? it : it.skip;
    run('needs Chromium', () => {
      throw new Error('There is no Chromium, and in CI that is a failure.');
    });
  });
};

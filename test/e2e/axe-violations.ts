import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Rules that a page breaks, with the first element of each. */
export const violationsOf = async (page: Page): Promise<readonly string[]> => {
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate<Pick<AxeResults, 'violations'>>(
    // What a page does right needn't be written down.
    "axe.run({ resultTypes: ['violations'] })",
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
};

import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { violationsOf } from './axe-violations.ts';
import { describeInBrowser } from './chromium.ts';
import { signIn, useShop } from './open-shop.ts';

const PHONE = { width: 360, height: 740 };
const overflowOf = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

describeInBrowser('a rollout, in the console', () => {
  const site = useShop();

  it('is started, followed, paused and taken back by an admin, with a reason each time', async () => {
    const page = await signIn(site.browser, `${site.shop.url}/console/rollouts`, 'admin', {
      viewport: PHONE,
      bypassCSP: true,
    });
    await page.getByText('No model was ever rolled out here').waitFor();
    await page.getByRole('button', { name: 'Start a rollout…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('list', { name: 'Steps' }).getByText('10%, for 60 minutes').waitFor();
    await dialog.getByLabel('Reason').fill('popular may do as well');
    await dialog.getByRole('button', { name: 'Start' }).click();
    await page.getByRole('heading', { name: /against peers/ }).waitFor();
    await page.getByText(/^Waits: 0 of \d+ accounts of this step/).waitFor();
    await page.getByRole('table', { name: 'Guardrails' }).waitFor();
    await page.getByText('Started at 10%: popular may do as well').waitFor();
    expect(await overflowOf(page)).toBe(0);
    expect(await violationsOf(page)).toEqual([]);

    const act = async (name: string, reason: string) => {
      await page.getByRole('button', { name: `${name}…` }).click();
      await dialog.getByLabel('Reason').fill(reason);
      await dialog.getByRole('button', { name, exact: true }).click();
      await dialog.waitFor({ state: 'hidden' });
    };
    await act('Pause', 'lunch is over');
    await page.getByText('Waits: somebody has paused it.').waitFor();
    await act('Abort', 'nobody wants it');
    await page.getByText('Aborted by admin: nobody wants it').waitFor();
    expect(await page.getByRole('button', { name: 'Abort…' }).count()).toBe(0);
  }, 60_000);
});

import { expect, it } from '@jest/globals';
import { violationsOf } from './axe-violations.ts';
import { describeInBrowser } from './chromium.ts';
import { signIn, useShop } from './open-shop.ts';

/** The budget of fresh lists, a hundredth, is three of them. */
const ASKED = 300;

describeInBrowser('a chaos experiment, in the console', () => {
  const site = useShop();

  it('needs a budget, is begun for a share of it, and stopped by hand with a reason', async () => {
    const page = await signIn(site.browser, `${site.shop.url}/console/experiments`, 'admin', {
      viewport: { width: 360, height: 740 },
      bypassCSP: true,
    });
    await page.getByText('Nothing was ever disturbed on purpose').waitFor();
    await page.getByText(/^None can start now: The error budgets have no list left/).waitFor();
    expect(await page.getByRole('button', { name: 'Start one…' }).count()).toBe(0);

    const headers = { authorization: `Bearer ${site.shop.serviceToken}` };
    for (let asked = 0; asked < ASKED; asked++) {
      const list = await fetch(`${site.shop.url}/v1/recommendations?accountId=e-01&limit=6`, { headers });
      expect(list.status).toBe(200);
    }
    await page.getByRole('button', { name: 'Start one…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('This share of the budget is not a single list').waitFor();
    await dialog.getByLabel('Share of the error budget').fill('50');
    await dialog.getByText('It stops by itself when 1 list').waitFor();
    await dialog.getByLabel('Reason').fill('who notices that peers is late?');
    await dialog.getByRole('button', { name: 'Start' }).click();
    const experiment = page.getByRole('region', { name: /peers 100 ms late/ });
    await experiment.getByText('Started: who notices that peers is late?').waitFor();
    await experiment
      .getByText(/^1% of the established accounts: 0 lists touched, 0 of 1 list spent/)
      .waitFor();

    await experiment.getByRole('button', { name: 'Stop…' }).click();
    await dialog.getByLabel('Reason').fill('nobody does');
    await dialog.getByRole('button', { name: 'Stop' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await experiment.getByText('stopped by hand').waitFor();
    await experiment.getByText('Stopped: nobody does').waitFor();
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(360);
    expect(await violationsOf(page)).toEqual([]);
  }, 60_000);
});

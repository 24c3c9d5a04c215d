import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { violationsOf } from './axe-violations.ts';
import { describeInBrowser } from './chromium.ts';
import { signedIn, useShop } from './open-shop.ts';

const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 900 };
const PAGES = [
  { accountId: 'e-01', path: '/', heading: /Hungry/ },
  { accountId: 'e-01', path: '/orders', heading: /orders/i },
  { accountId: 'operator', path: '/stand', heading: /stand/i },
  { accountId: 'admin', path: '/console', heading: 'Overview' },
  { accountId: 'admin', path: '/console/accounts', heading: 'Accounts' },
  { accountId: 'admin', path: '/console/accounts/e-01', heading: 'e-01' },
  { accountId: 'admin', path: '/console/demotions', heading: 'Demotions' },
  { accountId: 'admin', path: '/console/explorer', heading: 'Explorer' },
  { accountId: 'admin', path: '/console/fingerprints', heading: 'Fingerprints' },
  { accountId: 'admin', path: '/console/certificate?item=bcpcc-8', heading: 'Certificate' },
  { accountId: 'admin', path: '/console/blame', heading: 'Blame' },
  { accountId: 'admin', path: '/console/flag', heading: 'Model flag' },
  { accountId: 'admin', path: '/console/models', heading: 'Models' },
  { accountId: 'admin', path: '/console/rollouts', heading: 'Rollouts' },
  { accountId: 'admin', path: '/console/policies', heading: 'Policies' },
  { accountId: 'admin', path: '/console/changes', heading: 'Changes' },
  { accountId: 'admin', path: '/console/incidents', heading: 'Incidents' },
  { accountId: 'admin', path: '/console/behaviours', heading: 'Statements' },
  { accountId: 'admin', path: '/console/budgets', heading: 'Error budgets' },
  { accountId: 'admin', path: '/console/experiments', heading: 'Experiments' },
  { accountId: 'admin', path: '/console/registry', heading: 'Registry' },
  { accountId: 'admin', path: '/console/safety', heading: 'Accuracy and safety' },
] as const;

/** What stands for content that is on its way. */
const LOADING = '.mantine-Skeleton-root, .mantine-Loader-root, [aria-busy=true]';

const overflowOf = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

describeInBrowser('for everybody', () => {
  const site = useShop();

  it.each(['e-01', 'operator', 'admin'])(
    'every page of %s fits 360 px and breaks no rule of axe, there and on a desk',
    async (accountId) => {
      const options = { viewport: PHONE, bypassCSP: true };
      const page = await signedIn(site.browser, site.shop.url, accountId, options);
      const found: string[] = [];
      for (const { path, heading } of PAGES.filter((one) => one.accountId === accountId)) {
        await page.goto(`${site.shop.url}${path}`);
        await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
        // Pages ask again and again, so the network is never idle for long: what they show is there all the same.
        await page.waitForFunction(`!document.querySelector('${LOADING}')`);
        const overflow = await overflowOf(page);
        if (overflow !== 0) found.push(`${path} is ${overflow} px too wide`);
        for (const viewport of [PHONE, DESK]) {
          await page.setViewportSize(viewport);
          found.push(...(await violationsOf(page)).map((violation) => `${path}: ${violation}`));
        }
        await page.setViewportSize(PHONE);
      }
      expect(found).toEqual([]);
    },
    180_000,
  );

  it('can be ordered from with the keyboard alone', async () => {
    const page = await signedIn(site.browser, site.shop.url, 'e-02');
    const add = page.getByRole('button', { name: 'Add The Classic', exact: true });
    await add.waitFor();
    const press = async (target: ReturnType<Page['getByRole']>) => {
      for (let tabs = 0; tabs < 120; tabs++) {
        if (await target.evaluate((element) => element === document.activeElement)) break;
        await page.keyboard.press('Tab');
      }
      expect(await target.evaluate((element) => element === document.activeElement)).toBe(true);
      await page.keyboard.press('Enter');
    };
    await press(add);
    await press(page.getByRole('button', { name: 'Place order' }));
    await page.getByRole('heading', { name: 'Order placed' }).waitFor();
  }, 60_000);
});

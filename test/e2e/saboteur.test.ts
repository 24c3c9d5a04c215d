import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { runSaboteur } from '../abuse/run-saboteur.ts';
import { verdictOf } from '../abuse/report-saboteur.ts';
import { describeInBrowser } from './chromium.ts';
import { signIn, useShop } from './open-shop.ts';

const TARGET = 'bcpcc-8';
/** Enough to push #8 off every naive list of a month's orders. */
const ORDERS = 200;

/** A percentage from beside the title of one of the two charts of shares. */
const shareBeside = async (page: Page, title: string): Promise<number> => {
  const heading = page.getByRole('heading', { name: title });
  return Number.parseFloat(await heading.locator('xpath=following-sibling::*[1]').innerText());
};

const seeded = (): (() => number) => {
  let state = 1;
  return () => (state = (state * 48_271) % 0x7fff_ffff) / 0x7fff_ffff;
};

describeInBrowser('the saboteur, watched from the console', () => {
  const site = useShop();

  it('bends the raw share and not the counted one; naive loses #8, peers doesn’t', async () => {
    const page = await signIn(site.browser, `${site.shop.url}/console`, 'admin');
    await page.getByRole('heading', { name: 'As Relish counts' }).waitFor();
    const raw = await shareBeside(page, 'As placed (naive)');
    const counted = await shareBeside(page, 'As Relish counts');

    const outcomes = await runSaboteur({
      shop: site.shop.client,
      serviceToken: site.shop.serviceToken,
      adminToken: site.shop.adminToken,
      target: TARGET,
      orders: ORDERS,
      friends: 3,
      bystanders: 8,
      random: seeded(),
      say: () => undefined,
      onProgress: () => undefined,
    });
    expect(verdictOf(outcomes)).toMatchObject({ ok: true });

    await page.getByText(/A naive recommender puts #8 .* below/).waitFor();
    expect(await shareBeside(page, 'As placed (naive)')).toBeLessThan(raw / 2);
    expect(await shareBeside(page, 'As Relish counts')).toBe(counted);
  }, 120_000);

  it('is quarantined with a reason, and reinstated by Undo', async () => {
    const page = await signIn(site.browser, `${site.shop.url}/console/accounts/e-01`, 'admin');
    await page.getByText('Cancels what it orders').filter({ visible: true }).first().waitFor();
    await page.getByRole('button', { name: 'Quarantine' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('placed and cancelled a flood of orders');
    await dialog.getByRole('button', { name: 'Quarantine' }).click();
    await page.getByText('e-01 is quarantined: its votes are out.').waitFor();
    await page.getByRole('button', { name: 'Reinstate' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Quarantine' }).waitFor();
    await page
      .getByText('placed and cancelled a flood of orders')
      .filter({ visible: true })
      .first()
      .waitFor();
  }, 60_000);
});

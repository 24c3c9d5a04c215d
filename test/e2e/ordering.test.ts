import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from './chromium.ts';
import { signIn, useShop } from './open-shop.ts';

const CUSTOMER = 'e-60';
const LIST = 5;

const recommended = (page: Page) => page.getByRole('region', { name: 'Recommended for you' });
const names = (page: Page) => recommended(page).getByRole('heading', { level: 3 }).allInnerTexts();

describeInBrowser('the ordering app', () => {
  const site = useShop();

  /** The first item that isn't on the customer's list: what they try today. */
  const somethingNew = async (): Promise<string> => {
    const { items } = await site.shop.client.answerFor(CUSTOMER, 100, site.shop.serviceToken);
    const name = items[LIST]?.name;
    if (name === undefined) throw new Error('The customer has no longer list.');
    return name;
  };

  it('orders, is handed over, and finds the list changed', async () => {
    const wanted = await somethingNew();
    const page = await signIn(site.browser, site.shop.url, CUSTOMER);
    await recommended(page).getByRole('article').first().waitFor();
    expect(await names(page)).not.toContain(wanted);

    await page.getByRole('button', { name: `Add ${wanted}`, exact: true }).click();
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.getByRole('heading', { name: 'Order placed' }).waitFor();
    expect(await names(page)).not.toContain(wanted);

    const stand = await signIn(site.browser, `${site.shop.url}/stand`, 'operator');
    await stand.getByRole('button', { name: /^Hand over to / }).click();
    await stand.getByRole('button', { name: /^Hand over to / }).waitFor({ state: 'detached' });

    await page.getByRole('link', { name: 'My orders', exact: true }).click();
    await page
      .getByText(/picked up/i)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Menu', exact: true }).click();
    const card = recommended(page).getByRole('article', { name: wanted });
    await card.waitFor();
    expect(await card.innerText()).toContain('You’ve had it');
  }, 60_000);

  it('takes an order back within the grace period, and nothing changes', async () => {
    const page = await signIn(site.browser, site.shop.url, 'e-59');
    await recommended(page).getByRole('article').first().waitFor();
    const before = await recommended(page).innerText();
    await page.getByRole('button', { name: 'Add Chicago Garden', exact: true }).click();
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.getByRole('button', { name: /Undo order/ }).click();
    await page
      .getByText(/cancelled|taken back/i)
      .first()
      .waitFor();
    await page.reload();
    await recommended(page).getByRole('article').first().waitFor();
    expect(await recommended(page).innerText()).toBe(before);
  }, 60_000);

  it('shows a customer neither the stand nor the console', async () => {
    const page = await signIn(site.browser, `${site.shop.url}/stand`, 'e-58');
    await page.getByRole('navigation').first().waitFor();
    expect(await page.getByRole('button', { name: /Hand over/ }).count()).toBe(0);
    await page.goto(`${site.shop.url}/console`);
    await page.getByText('This page isn’t for that role').waitFor();
  }, 60_000);
});

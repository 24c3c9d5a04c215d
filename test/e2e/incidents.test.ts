import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { getPopular } from '../../services/contracts/http/answers.ts';
import { EVENT_BATCH } from '../../services/contracts/http/ingest.ts';
import { anOrder } from '../builders/an-order.ts';
import { describeInBrowser } from './chromium.ts';
import { signIn, useShop } from './open-shop.ts';

const PHONE = { width: 360, height: 740 };
const GARBAGE = 250;

const overflowOf = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

describeInBrowser('publication that is held, in the console', () => {
  const site = useShop();

  const send = async (events: readonly unknown[]) => {
    const response = await fetch(`${site.shop.url}/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${site.shop.serviceToken}`, 'content-type': EVENT_BATCH },
      body: JSON.stringify(events),
    });
    expect(response.status).toBe(202);
  };
  const popular = async () => {
    const headers = { authorization: `Bearer ${site.shop.serviceToken}` };
    const response = await fetch(`${site.shop.url}/v1/popular?limit=100`, { headers });
    const { items, heldSince } = getPopular.reply.parse(await response.json());
    return { items, heldSince };
  };

  it('is told over every page, explained on its own, and goes on by an admin’s word', async () => {
    const before = await popular();
    const page = await signIn(site.browser, `${site.shop.url}/console/incidents`, 'admin', {
      viewport: PHONE,
    });
    await page.getByText('Nothing was ever held').waitFor();

    await send([
      ...Array<string>(GARBAGE).fill('garbage'),
      ...anOrder('during').by('e-01').of('brand-new').fulfilled().events,
    ]);
    const banner = page.getByRole('alert').filter({ hasText: 'Publication is held' });
    await banner
      .getByText(/^250 of 252 events were refused; the policy accepts 10%.*2 orders and items wait/)
      .waitFor();
    expect(await popular()).toMatchObject({ items: before.items, heldSince: expect.any(String) });
    expect(await overflowOf(page)).toBe(0);

    await page.goto(`${site.shop.url}/console/`);
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
    await banner.getByRole('link', { name: 'See what happened' }).click();
    const incident = page.getByRole('article', { name: 'Too many events refused' });
    await incident.getByRole('row', { name: 'No event at all 250' }).waitFor();
    await incident.getByText('open', { exact: true }).waitFor();

    await incident.getByRole('button', { name: 'Publish again…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('the importer is mended');
    await dialog.getByRole('button', { name: 'Publish again' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await banner.waitFor({ state: 'hidden' });
    await incident.getByText('Closed: the importer is mended').waitFor();
    await incident.getByText(/2 orders and items had waited and count since\.$/).waitFor();
    expect((await popular()).heldSince).toBeUndefined();
  }, 60_000);

  it('is there for an analyst to see, not to end', async () => {
    const page = await signIn(site.browser, `${site.shop.url}/console/incidents`, 'analyst');
    await page.getByRole('article', { name: 'Too many events refused' }).waitFor();
    await send(Array<string>(GARBAGE).fill('garbage'));
    await page.getByText('Publication is held since').waitFor();
    await page.getByText('open', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Publish again…' }).count()).toBe(0);
  }, 60_000);
});

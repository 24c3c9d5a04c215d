import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { getPopular } from '../../services/contracts/http/answers.ts';
import { getStatus } from '../../services/contracts/http/overview.ts';
import { describeInBrowser } from './chromium.ts';
import { signIn, useShop } from './open-shop.ts';

/** Nobody has taken that many lunches home in the simulated month. */
const UNREACHABLE = '200';

describeInBrowser('a policy, from the console', () => {
  const site = useShop();

  const read = async (path: string): Promise<unknown> => {
    const response = await fetch(`${site.shop.url}${path}`, {
      headers: { authorization: `Bearer ${site.shop.serviceToken}` },
    });
    return response.json();
  };
  const status = async () => getStatus.reply.parse(await read('/v1/status'));
  const popular = async () => {
    const { items, certificate, policy } = getPopular.reply.parse(await read('/v1/popular?limit=5'));
    return { items, certificate, policy };
  };
  const propose = async (page: Page, days: string) => {
    await page.getByLabel('Days with a fulfilled order').fill(days);
    await page.getByRole('button', { name: 'Propose and try it' }).click();
  };

  it('is proposed, tried, activated and gone back to', async () => {
    const [before, list] = [await status(), await popular()];
    const page = await signIn(site.browser, `${site.shop.url}/console/policies`, 'admin');
    await propose(page, UNREACHABLE);
    const report = page.getByRole('region', { name: 'Report of the dry run' });
    await report.waitFor();
    await report.getByText('Nobody would be established.').waitFor();
    expect(await status()).toMatchObject({ policy: before.policy, digest: before.digest });

    await page.getByRole('button', { name: 'Activate…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('cell', { name: /5 days → 200 days/ }).waitFor();
    await dialog.getByLabel('Reason').fill('to see the newcomers alone');
    await dialog.getByRole('button', { name: 'Activate' }).click();
    // The reason stands in the dialog already: only once that is gone has the service said yes.
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('to see the newcomers alone').waitFor();
    expect((await status()).established).toBe(0);
    const changed = await popular();
    expect(changed.policy).not.toBe(list.policy);
    expect(changed.items).not.toEqual(list.items);

    await page.getByRole('button', { name: /^Go back to/ }).click();
    await page.getByText(/^back to .*what Relish started with$/).waitFor();
    expect(await status()).toMatchObject({ policy: before.policy, digest: before.digest });
    expect(await popular()).toEqual(list);

    await page.getByRole('button', { name: 'Undo' }).last().click();
    await page.getByText(/^undo: back to/).waitFor();
    expect((await status()).policy).toBe(changed.policy);
  }, 60_000);

  it('says at the field what is wrong, and can not be proposed until it is right', async () => {
    const page = await signIn(site.browser, `${site.shop.url}/console/policies`, 'admin');
    const button = page.getByRole('button', { name: 'Propose and try it' });
    await page.getByLabel('Age', { exact: true }).fill('4000');
    await page.getByText('This may be 0 to 3,650 days.').waitFor();
    expect(await button.isDisabled()).toBe(true);
    await page.getByRole('tab', { name: 'JSON' }).click();
    const raw = page.getByLabel('The whole policy as JSON');
    await raw.fill((await raw.inputValue()).replace('"age": 4000', '"age": 4, "aeg": 5'));
    await page.getByRole('alert').getByText(/aeg/).waitFor();
    expect(await button.isDisabled()).toBe(true);
    await raw.fill((await raw.inputValue()).replace(', "aeg": 5', ''));
    await page.getByRole('list', { name: 'Unsaved changes' }).getByText('14 days → 4 days').waitFor();
    expect(await button.isEnabled()).toBe(true);
  }, 60_000);

  it('can be tried by an analyst, and no more', async () => {
    const page = await signIn(
      site.browser,
      `${site.shop.url}/console/policies?policy=${(await status()).policy}`,
      'analyst',
    );
    await page.getByRole('button', { name: 'Try it', exact: false }).click();
    await page.getByText('None of the sampled ones.').waitFor();
    expect(await page.getByRole('button', { name: /Propose|Activate|Go back/ }).count()).toBe(0);
  }, 60_000);
});

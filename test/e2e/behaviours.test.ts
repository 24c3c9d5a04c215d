import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { getBehaviours } from '../../services/contracts/http/behaviours.ts';
import { listPolicies, proposePolicy } from '../../services/contracts/http/policies.ts';
import { describeInBrowser } from './chromium.ts';
import { callAsAdmin, signIn, useShop } from './open-shop.ts';

const APPROVALS = { quarantineOver: 0, flagOver: 0, policies: 'two', people: [] };

describeInBrowser('what must always hold, from the console', () => {
  const site = useShop();
  const call = (method: string, path: string, body?: object) => callAsAdmin(site.shop, method, path, body);
  const inForce = async () => getBehaviours.reply.parse(await call('GET', '/v1/behaviours')).documents;
  const open = (accountId: string): Promise<Page> =>
    signIn(site.browser, `${site.shop.url}/console/behaviours`, accountId);
  /** Nobody may be shown #8, which many take home. */
  const dead = {
    ...{ id: 'dead', statement: 'Nobody is shown #8', kind: 'never-listed' },
    ...{ itemId: 'bcpcc-8', top: 5, tolerance: 0 },
  };
  const edit = async (page: Page, documents: readonly object[]) => {
    await page.getByLabel('All statements as JSON').fill(JSON.stringify(documents, null, 2));
  };
  const putInForce = async (page: Page, reason?: string) => {
    const dialog = page.getByRole('dialog');
    if (reason !== undefined) await dialog.getByLabel('Reason').fill(reason);
    await dialog.getByRole('button', { name: 'Put in force' }).click();
    return dialog;
  };

  it('is edited, tried, put in force with a reason, and gone back to', async () => {
    const before = await inForce();
    const page = await open('admin');
    const review = page.getByRole('button', { name: 'Review changes' });
    await edit(page, [...before, { ...dead, top: 0 }]);
    await page.getByText(/^statement 5, top: /).waitFor();
    expect(await review.isDisabled()).toBe(true);

    await edit(page, [...before, dead]);
    await page.getByRole('button', { name: 'Try them' }).click();
    const trial = page.getByRole('region', { name: 'As they would stand now' });
    await trial.getByText(/^broken: otherwise in/).waitFor();
    expect(await inForce()).toEqual(before);

    await review.click();
    await page.getByRole('dialog').getByText('New: Nobody is shown #8 (dead)').waitFor();
    await (await putInForce(page, 'it is off the menu')).waitFor({ state: 'hidden' });
    await page.getByRole('region', { name: 'History' }).getByText('it is off the menu').waitFor();
    expect(await inForce()).toEqual([...before, dead]);

    await page.getByRole('button', { name: /^Go back to/ }).click();
    await (await putInForce(page)).waitFor({ state: 'hidden' });
    await page.getByText(/^back to .*what Relish started with$/).waitFor();
    expect(await inForce()).toEqual(before);
  }, 60_000);

  it('is for analysts to read', async () => {
    const page = await open('analyst');
    await page.getByText('No list offers what is sold out').first().waitFor();
    const box = page.getByLabel('All statements as JSON');
    expect(await box.getAttribute('readonly')).not.toBeNull();
    expect(await page.getByRole('button', { name: /Review|Discard|Go back/ }).count()).toBe(0);
  }, 60_000);

  it('takes two people where the policy says so', async () => {
    const { policies } = listPolicies.reply.parse(await call('GET', '/v1/policies'));
    const body = { ...policies[0]!.policy, approvals: APPROVALS };
    const { digest } = proposePolicy.reply.parse(await call('POST', '/v1/policies', body));
    await call('POST', `/v1/policies/${digest}/activate`, { reason: 'we are two by now' });
    const before = await inForce();
    const page = await open('admin');
    await edit(page, []);
    await page.getByRole('button', { name: 'Review changes' }).click();
    const dialog = await putInForce(page, 'they are in the way');
    await dialog.getByText('This takes two people').waitFor();
    await dialog.getByRole('button', { name: 'Ask for it' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await inForce()).toEqual(before);
    await page.goto(`${site.shop.url}/console/changes`);
    const change = page.getByRole('article', { name: `Other statements, ${before.length} differences` });
    await change.getByText('they are in the way').waitFor();
  }, 60_000);
});

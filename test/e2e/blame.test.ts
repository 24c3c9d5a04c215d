import { expect, it } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { type Answer, answer as answerSchema } from '../../services/contracts/http/answers.ts';
import { getFlags } from '../../services/contracts/http/flags.ts';
import { listItems } from '../../services/contracts/http/overview.ts';
import { violationsOf } from './axe-violations.ts';
import { describeInBrowser } from './chromium.ts';
import { signIn, useShop } from './open-shop.ts';

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

describeInBrowser('blame, in the console', () => {
  const site = useShop();

  const call = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<unknown> => {
    const headers = { authorization: `Bearer ${site.shop.adminToken}`, 'content-type': 'application/json' };
    const reply = await fetch(`${site.shop.url}${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return reply.json();
  };
  /** A list of the flag's own model: where the machine is slow, another may stand in for it. */
  const listFor = async (accountId: string): Promise<Answer> => {
    const list = answerSchema.parse(await call('GET', `/v1/recommendations?accountId=${accountId}&limit=5`));
    if (list.servedBy === 'preferred') return list;
    await setTimeout(20);
    return listFor(accountId);
  };

  it('leads from an account’s last lists to why an item is there, and computes the list again', async () => {
    const { items } = await listFor('e-20');
    const page = await signIn(site.browser, `${site.shop.url}/console/accounts/e-20`, 'analyst');
    await region(page, 'Last lists').getByRole('link').first().click();
    await page.getByRole('heading', { name: /^Why is .* first for e-20\?$/ }).waitFor();
    await page.getByText(`${items[0]!.name} is first for e-20 because it has`).waitFor();
    await page.getByRole('img', { name: 'Scores by whose votes they are' }).waitFor();
    await page.getByRole('img', { name: 'The item’s score over time' }).waitFor();
    await region(page, 'What changed it last').getByRole('heading', { name: 'Its place' }).waitFor();
    await region(page, 'Who is behind it').getByRole('table', { name: 'Standing' }).waitFor();

    await page.getByRole('button', { name: 'Compute again' }).click();
    await page.getByText('to the byte').waitFor();

    await page.getByRole('button', { name: new RegExp(`^5\\. .*${items[4]!.name}`) }).click();
    await page.getByRole('heading', { name: /^Why is .* fifth for e-20\?$/ }).waitFor();
  }, 60_000);

  it('names what people did, says why an item is missing, and fits a phone', async () => {
    await call('POST', '/v1/accounts/e-03/quarantine', { reason: 'orders for the whole floor' });
    const { requestId, items } = await listFor('e-21');
    const page = await signIn(
      site.browser,
      `${site.shop.url}/console/blame?request=${requestId}&item=${items[0]!.itemId}`,
      'admin',
      { viewport: { width: 360, height: 740 }, bypassCSP: true },
    );
    await region(page, 'What people did').getByText('orders for the whole floor').waitFor();
    await page.getByRole('img', { name: 'The item’s place over time' }).waitFor();
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(360);
    expect(await violationsOf(page)).toEqual([]);

    const { rows } = listItems.reply.parse(await call('GET', '/v1/items?limit=100'));
    const other = rows.find(({ itemId }) => items.every((item) => item.itemId !== itemId))!;
    await page.goto(`${site.shop.url}/console/blame?request=${requestId}&item=${other.itemId}`);
    await page.getByRole('heading', { name: /^Why isn’t .* in the list for e-21\?$/ }).waitFor();
  }, 60_000);

  it('says of a trained model’s list what of the account’s history speaks for an item', async () => {
    const reason = 'to see what it learns';
    await call('POST', '/v1/models/ease/train', { reason });
    const { flags } = getFlags.reply.parse(await call('GET', '/v1/flags'));
    const flag = flags['recommender-model']!;
    const ease = { ...flag, variants: { ...flag.variants, ease: 'ease' }, defaultVariant: 'ease' };
    await call('PUT', '/v1/flags', { flags: { ...flags, 'recommender-model': ease }, reason });
    // Until it has learnt and begun another stands in for it.
    const list = await listFor('e-22');
    expect(list.model.name).toBe('ease');
    const page = await signIn(
      site.browser,
      `${site.shop.url}/console/blame?request=${list.requestId}&item=${list.items[0]!.itemId}`,
      'analyst',
      { bypassCSP: true },
    );
    await page.getByText(`${list.items[0]!.name} is first for e-22 because`).waitFor();
    const learnt = region(page, 'What speaks for it');
    await learnt.getByRole('table', { name: 'Had it not had' }).getByText('Anything at all').waitFor();
    await learnt.getByText(reason).waitFor();
    expect(await violationsOf(page)).toEqual([]);
  }, 60_000);

  it('says what to do where nothing went out under an id', async () => {
    const page = await signIn(site.browser, `${site.shop.url}/console/blame`, 'admin');
    await page.getByRole('heading', { name: 'Choose a list' }).waitFor();
    await page.getByLabel('Request id of a list').fill('r-0');
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('alert').getByText('No answer went out under this request id').waitFor();
  }, 60_000);
});

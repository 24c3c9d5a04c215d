import { expect, it } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { getSafetyCurve } from '../../services/contracts/http/safety-curve.ts';
import { figureText } from '../../web/console/safety/safety-words.ts';
import { violationsOf } from './axe-violations.ts';
import { describeInBrowser } from './chromium.ts';
import { signIn, useShop } from './open-shop.ts';

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

describeInBrowser('accuracy against safety, in the console', () => {
  const site = useShop();

  const call = async (method: 'GET' | 'POST') => {
    const headers = { authorization: `Bearer ${site.shop.adminToken}` };
    const reply = await fetch(`${site.shop.url}/v1/safety-curve`, { method, headers });
    return getSafetyCurve.reply.parse(await reply.json());
  };
  const measured = async () => {
    for (;;) {
      const { run, result } = await call('GET');
      if (run?.state === 'done' && result?.outcome === 'measured') return result;
      if (run?.state !== 'running') throw new Error(JSON.stringify({ run, result }));
      await setTimeout(20);
    }
  };

  it('is measured, shown in a drawing and a table, and leads to a draft', async () => {
    const page = await signIn(site.browser, `${site.shop.url}/console`, 'admin');
    await page.getByRole('link', { name: 'Accuracy and safety' }).click();
    await page.getByRole('heading', { name: 'Not measured since Relish was started' }).waitFor();
    await page.getByRole('button', { name: 'Measure' }).click();

    const table = page.getByRole('table', { name: 'All points' });
    await table.waitFor();
    await page.getByRole('img', { name: 'Accuracy against safety, against 2 hostile accounts' }).waitFor();
    const { points, split } = await measured();
    await page.getByText(`All ${split.accounts.returned} accounts that came before and after`).waitFor();
    expect(await table.getByRole('row').count()).toBe(points.length + 1);

    await page.getByText('New items', { exact: true }).click();
    await page
      .getByRole('radiogroup', { name: 'Against hostile accounts' })
      .getByText('5', { exact: true })
      .click();
    await page.getByRole('img', { name: 'Accuracy against safety, against 5 hostile accounts' }).waitFor();
    const { fresh } = points.find(({ clip, power }) => clip === 50_000 && power === 1)!;
    const row = table
      .getByRole('row')
      .filter({ has: page.getByRole('button', { name: 'Show Clip 5%, power 1' }) });
    const cells = await row.getByRole('cell').allInnerTexts();
    expect(cells.slice(1, 5)).toEqual([
      figureText(fresh.ndcg),
      figureText(fresh.recall),
      figureText(fresh.certified[3]!.precision),
      figureText(fresh.certified[3]!.recall),
    ]);

    await region(page, 'Clip 20%, power 4').getByText('in force').waitFor();
    await page.getByRole('button', { name: 'Show Clip 5%, power 1' }).press('Enter');
    const chosen = region(page, 'Clip 5%, power 1');
    await chosen.getByRole('link', { name: 'Draft a policy with this clip' }).click();
    const changes = page.getByRole('list', { name: 'Unsaved changes' });
    await changes.getByText('20% → 5%').waitFor();
    await changes.getByText('4 → 1').waitFor();
  }, 60_000);

  it('fits a phone with all its figures, and stays what it was until somebody measures again', async () => {
    await call('POST');
    const { position } = await measured();
    const page = await signIn(site.browser, `${site.shop.url}/console/safety`, 'analyst', {
      viewport: { width: 360, height: 740 },
      bypassCSP: true,
    });
    await page.getByRole('table', { name: 'All points' }).waitFor();
    await page.getByText(`first ${Number(position).toLocaleString('en-US')} events`).waitFor();
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(360);
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Measure again' }).click();
    await page.getByRole('button', { name: 'Measure again' }).waitFor();
  }, 60_000);
});

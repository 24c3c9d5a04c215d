import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { RelishEvent } from '../../services/contracts/events.ts';
import { listFingerprints } from '../../services/contracts/http/fingerprints.ts';
import { EVENT_BATCH } from '../../services/contracts/http/ingest.ts';
import { dayText, shortDay } from '../../web/console/fingerprints/fingerprint-words.ts';
import { anOrder } from '../builders/an-order.ts';
import { describeInBrowser } from './chromium.ts';
import { signIn, useShop } from './open-shop.ts';

const PRANKSTERS = ['prankster-1', 'prankster-2', 'prankster-3'];
const ORDERS_EACH = 60;

/** Floods and cancels within a minute, at noon of a day. */
const flood = (day: string): readonly RelishEvent[] =>
  PRANKSTERS.flatMap((account) =>
    Array.from(
      { length: ORDERS_EACH },
      (_, order) =>
        anOrder(`${account}-${order}`)
          .by(account)
          .of('chicago-2')
          .placedAt(`${day}T12:00:00Z`)
          .cancelled({ at: `${day}T12:01:00Z` }).events,
    ).flat(),
  );

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

describeInBrowser('what days and accounts are like, in the console', () => {
  const site = useShop();
  const open = (path: string) => signIn(site.browser, `${site.shop.url}/console${path}`, 'admin');

  /** Days of the demo's month, which ends when it is made: an attacked one, and a quiet one. */
  let attacked = '';
  let quiet = '';
  beforeAll(async () => {
    const headers = { authorization: `Bearer ${site.shop.adminToken}` };
    const reply = await fetch(`${site.shop.url}/v1/fingerprints`, { headers });
    const { days } = listFingerprints.reply.parse(await reply.json());
    attacked = days[1]!.day;
    quiet = days[4]!.day;
    const events = flood(attacked);
    const response = await fetch(`${site.shop.url}/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${site.shop.serviceToken}`, 'content-type': EVENT_BATCH },
      body: JSON.stringify(events),
    });
    expect(await response.json()).toMatchObject({ accepted: events.length });
  });

  it('an attacked day stands out against the week before it, in words', async () => {
    const page = await open(`/fingerprints?day=${attacked}`);
    const day = region(page, dayText(attacked));
    await day.getByText(/^Cancelled: \d/).waitFor();
    await day.getByText(/^Other items were ordered/).waitFor();
    await day.getByText(/^It rests on fewer accounts/).waitFor();
    expect(await day.getByRole('table', { name: 'Items that moved most' }).innerText()).toContain(
      '#2 Chicago Garden',
    );
  }, 60_000);

  it('another day is chosen and compared with another one by the keyboard’s way', async () => {
    const page = await open('/fingerprints');
    await page.getByLabel('Day', { exact: true }).selectOption(quiet);
    const day = region(page, dayText(quiet));
    await day.getByText('What stands out against the week before').waitFor();
    await day.getByLabel('Compare with').selectOption(attacked);
    await day.getByText(`What stands out against ${shortDay(attacked)}`).waitFor();
    await day.getByText(/^Taken home: \d/).waitFor();
    expect(new URL(page.url()).search).toBe(`?day=${quiet}&against=${attacked}`);
  }, 60_000);

  it('an account’s time line says in a table what is drawn, with what people did', async () => {
    const page = await open('/accounts/e-02');
    const line = region(page, 'Time line');
    await line.getByRole('img', { name: 'The account’s orders over time' }).waitFor();
    const table = line.getByRole('table', { name: 'Orders by day and by what became of them' });
    expect(await table.getByRole('row').count()).toBeGreaterThan(3);
    await line.getByText(/: established$/).waitFor({ state: 'attached' });
    await page.getByRole('link', { name: 'All accounts' }).click();
    await page.goto(`${site.shop.url}/console/accounts/prankster-1`);
    await page
      .getByRole('row', { name: `${attacked} 0 0 ${ORDERS_EACH} 0 0` })
      .waitFor({ state: 'attached' });
  }, 60_000);

  it('who is brushed by numbers is listed, labelled in one go, and made a rule of', async () => {
    const page = await open('/explorer');
    await page.getByLabel('Cancels, surely: at least').fill('40');
    const inside = region(page, 'In the brush');
    await inside.getByText('3 accounts', { exact: true }).waitFor();
    for (const account of PRANKSTERS) await inside.getByRole('link', { name: account }).waitFor();

    await inside.getByRole('button', { name: 'Label them' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('cancelled all they ordered');
    await dialog.getByRole('button', { name: 'Label 3 accounts' }).click();
    await dialog.getByText('3 of 3 accounts labelled').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();

    const quality = region(page, 'How good the brush is');
    await quality
      .getByText(/precision 100% \(3 of 3 .*recall 100% \(3 of 3/)
      .first()
      .waitFor();
    await page.getByLabel('Orders: at least').fill('61');
    await quality
      .getByText(/nobody in it is labelled, recall 0% \(0 of 3/)
      .first()
      .waitFor();
    const draft = await quality.getByRole('link', { name: 'Draft a policy with it' }).getAttribute('href');
    const asked = new URL(draft ?? '', site.shop.url).searchParams.get('draft');
    expect(JSON.parse(asked ?? '')).toEqual({ filters: { 'cancel-spam': { threshold: 400_000 } } });
    await page.getByRole('button', { name: 'Clear the brush' }).click();
    await region(page, 'Nothing is brushed: all accounts').waitFor();
  }, 60_000);
});

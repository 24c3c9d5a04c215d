import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { RelishEvent } from '../../services/contracts/events.ts';
import { getAccount } from '../../services/contracts/http/accounts.ts';
import { EVENT_BATCH } from '../../services/contracts/http/ingest.ts';
import { anOrder } from '../builders/an-order.ts';
import { describeInBrowser } from './chromium.ts';
import { signIn, useShop } from './open-shop.ts';

const BOTS = Array.from({ length: 12 }, (_, bot) => `bot-${String(bot).padStart(2, '0')}`);
const DAYS = 6;
/** The default policy: established after 14 days; probation is over a week later, so all of them wait for a person. */
const RISEN_DAYS_AGO = 10;
const DAY = 86_400_000;

const noon = (daysAgo: number, minute: number): string => {
  const midnight = Math.floor(Date.now() / DAY) * DAY;
  return new Date(midnight - daysAgo * DAY + (720 + minute) * 60_000).toISOString();
};

/** Two things a day, in the same two minutes. */
const farm = (): readonly RelishEvent[] =>
  BOTS.flatMap((account, bot) =>
    Array.from({ length: DAYS }, (_, day) =>
      anOrder(`${account}-${day}`)
        .by(account)
        .of('chicago-2')
        .of('bcpcc-8')
        .placedAt(noon(RISEN_DAYS_AGO + 14 + day, bot % 2))
        .fulfilled(),
    ).flatMap(({ events }) => events),
  );

const region = (page: Page, name: string | RegExp) => page.getByRole('region', { name });

describeInBrowser('a group that moves together, in the console', () => {
  const site = useShop();
  const open = (accountId: string) => signIn(site.browser, `${site.shop.url}/console/demotions`, accountId);
  const historyOf = async (accountId: string) => {
    const headers = { authorization: `Bearer ${site.shop.adminToken}` };
    const reply = await fetch(`${site.shop.url}/v1/accounts/${accountId}`, { headers });
    const { standing, moderation } = getAccount.reply.parse(await reply.json());
    return { standing, acts: moderation.map(({ act, reason, author }) => [act, reason, author.id]) };
  };

  beforeAll(async () => {
    const events = farm();
    const response = await fetch(`${site.shop.url}/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${site.shop.serviceToken}`, 'content-type': EVENT_BATCH },
      body: JSON.stringify(events),
    });
    expect(await response.json()).toMatchObject({ accepted: events.length });
  });

  it('is told in a sentence, drawn, and for analysts to look at', async () => {
    const page = await open('analyst');
    const group = region(page, '12 accounts ordered the same 12 things in the same 2 minutes.');
    await group.getByText(/^On 6 days from .* Everybody took each of them home/).waitFor();
    await group.getByRole('img', { name: 'Who ordered what when' }).waitFor();
    await group.getByRole('row', { name: /bot-11 waiting 12 of 12/ }).waitFor();
    expect(await page.getByRole('button', { name: /Quarantine|Clear/ }).count()).toBe(0);
  }, 60_000);

  it('is quarantined with one reason, waits at what fails, goes on, and is undone as one', async () => {
    const page = await open('admin');
    const group = region(page, /^12 accounts ordered the same/);
    await group.getByRole('button', { name: 'Quarantine the group…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/Also the 7 oldest accounts/).check();
    await dialog.getByLabel('Reason').fill('a farm of bots');

    // It meets a service that says no, once.
    let calls = 0;
    await page.route('**/v1/accounts/quarantine', (route) =>
      ++calls === 1 ? route.fulfill({ status: 503, body: '' }) : route.continue(),
    );
    await dialog.getByRole('button', { name: 'Quarantine 12 accounts' }).click();
    const decision = region(page, 'Your decision');
    await decision.getByText('Quarantined 0 of 12 accounts, then it failed.').waitFor();
    expect(await historyOf(BOTS[0]!)).toEqual({ standing: 'established', acts: [] });
    await decision.getByRole('button', { name: 'Try it again' }).click();
    await decision.getByText('Quarantined 12 of 12 accounts.').waitFor();
    await page.getByRole('heading', { name: 'Nobody moves together' }).waitFor();
    const quarantined = ['quarantined', 'a farm of bots', 'admin'];
    for (const bot of BOTS)
      expect(await historyOf(bot)).toEqual({ standing: 'quarantined', acts: [quarantined] });

    // The way back is still there after a look at another page.
    await page.getByRole('link', { name: 'Overview' }).first().click();
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Demotions' }).first().click();
    await decision.getByRole('button', { name: 'Undo all 12 acts' }).click();
    await decision.getByText('Undo: Reinstated 12 of 12 accounts.').waitFor();
    await group.waitFor();
    for (const bot of BOTS) {
      const { standing, acts } = await historyOf(bot);
      expect(standing).toBe('established');
      expect(acts).toContainEqual(['reinstated', 'undo: a farm of bots', 'admin']);
    }
    await decision.getByRole('button', { name: 'Close' }).click();
    expect(await decision.count()).toBe(0);
  }, 60_000);

  it('is moderated from a list, too: all at once, and taken back at once', async () => {
    const page = await signIn(site.browser, `${site.shop.url}/console/accounts`, 'admin');
    await page.getByRole('button', { name: 'Moderate a list…' }).click();
    const dialog = page.getByRole('dialog');
    const listed = BOTS.slice(0, 3);
    await dialog.getByLabel('Accounts').fill(`${listed.join('\n')}\n`);
    await dialog.getByLabel('Reason').fill('three of a farm');
    await dialog.getByRole('button', { name: 'Quarantine 3 accounts' }).click();
    await page.getByText('3 accounts quarantined: their votes are out.').waitFor();
    for (const bot of listed) expect((await historyOf(bot)).standing).toBe('quarantined');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('3 accounts reinstated: their votes are back.').waitFor();
    for (const bot of listed) expect((await historyOf(bot)).standing).toBe('established');
  }, 60_000);

  it('is cleared without those whom the filter leaves alone', async () => {
    const page = await open('admin');
    await region(page, /^12 accounts/)
      .getByRole('button', { name: 'Clear the group…' })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('one kitchen orders for its shifts');
    await dialog.getByRole('button', { name: 'Clear 5 accounts' }).click();
    await region(page, 'Your decision').getByText('Cleared 5 of 5 accounts.').waitFor();
    await page.getByRole('heading', { name: 'Nobody moves together' }).waitFor();
    const oldest = await historyOf(BOTS[0]!);
    expect(oldest.acts.filter(([act]) => act === 'labelled')).toEqual([]);
  }, 60_000);

  it('has a member whose time line dates what it shares with the others', async () => {
    const page = await signIn(site.browser, `${site.shop.url}/console/accounts/${BOTS[11]!}`, 'analyst');
    const first = noon(RISEN_DAYS_AGO + 14 + DAYS - 1, 0).slice(0, 10);
    const evidence = region(page, 'Time line').getByRole('list', { name: 'First evidence' });
    await evidence.getByText(`${first}: Moves with others.`).waitFor();
    await region(page, 'Time line')
      .getByText(/can’t be dated: they compare with/)
      .waitFor();
  }, 60_000);
});

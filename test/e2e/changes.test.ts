import { beforeAll, expect, it } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { getAccount } from '../../services/contracts/http/accounts.ts';
import { listPolicies, proposePolicy } from '../../services/contracts/http/policies.ts';
import { violationsOf } from './axe-violations.ts';
import { describeInBrowser } from './chromium.ts';
import { callAsAdmin, signIn, useShop } from './open-shop.ts';

const SECOND = { accountId: 'second', name: 'Second Admin', role: 'admin', passcode: 'relish' };

describeInBrowser('a change that takes two people, from the console', () => {
  const site = useShop();
  const call = (method: string, path: string, body?: object) => callAsAdmin(site.shop, method, path, body);
  const standing = async () => getAccount.reply.parse(await call('GET', '/v1/accounts/e-01')).standing;
  const changes = (accountId: string, options?: BrowserContextOptions): Promise<Page> =>
    signIn(site.browser, `${site.shop.url}/console/changes`, accountId, options);

  beforeAll(async () => {
    await call('POST', '/api/accounts', SECOND);
  });

  it('is asked for where one is not enough, approved by another with a reason, and then it acts', async () => {
    const { policies } = listPolicies.reply.parse(await call('GET', '/v1/policies'));
    const approvals = {
      quarantineOver: 0,
      flagOver: 0,
      policies: 'two',
      people: ['admin', SECOND.accountId],
    };
    const body = { ...policies[0]!.policy, approvals };
    const { digest } = proposePolicy.reply.parse(await call('POST', '/v1/policies', body));
    await call('POST', `/v1/policies/${digest}/activate`, { reason: 'we are two by now' });

    const first = await signIn(site.browser, `${site.shop.url}/console/accounts/e-01`, 'admin');
    await first.getByRole('button', { name: 'Quarantine' }).click();
    const dialog = first.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('floods the stand');
    await dialog.getByRole('button', { name: 'Quarantine' }).click();
    await dialog.getByText('This takes two people').waitFor();
    await dialog.getByRole('button', { name: 'Ask for it' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await standing()).not.toBe('quarantined');

    const second = await changes(SECOND.accountId);
    const change = second.getByRole('article', { name: 'Quarantine of 1 account' });
    await change.getByText('floods the stand').waitFor();
    await change.getByRole('button', { name: 'Approve…' }).click();
    const approval = second.getByRole('dialog');
    await approval.getByRole('table', { name: 'Difference' }).getByText('quarantined').waitFor();
    await approval.getByLabel('Reason').fill('seen it, too');
    await approval.getByRole('button', { name: 'Approve and apply' }).click();
    await approval.waitFor({ state: 'hidden' });
    await change.getByText('applied', { exact: true }).waitFor();
    await change.getByText('seen it, too').first().waitFor();
    expect(await standing()).toBe('quarantined');
  }, 60_000);

  it('is a rollout, too: asked for where it would begin, and begun by the other’s word', async () => {
    const first = await signIn(site.browser, `${site.shop.url}/console/rollouts`, 'admin');
    await first.getByRole('button', { name: 'Start a rollout…' }).click();
    const dialog = first.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('popular may do as well');
    await dialog.getByRole('button', { name: 'Start' }).click();
    await dialog.getByText('This takes two people').waitFor();
    await dialog.getByRole('button', { name: 'Ask for it' }).click();
    await dialog.waitFor({ state: 'hidden' });

    const second = await changes(SECOND.accountId);
    await second
      .getByRole('article', { name: 'A rollout' })
      .getByRole('button', { name: 'Approve…' })
      .click();
    const approval = second.getByRole('dialog');
    await approval.getByRole('table', { name: 'Difference' }).getByText('"peers"').waitFor();
    await approval.getByLabel('Reason').fill('let us see');
    await approval.getByRole('button', { name: 'Approve and apply' }).click();
    await approval.waitFor({ state: 'hidden' });
    await first.getByText('Started at 10%: popular may do as well').waitFor();
    await first.getByText(/approved by second/).waitFor();
  }, 60_000);

  it('is for analysts to read, with what differed, on a phone, and breaks no rule of axe', async () => {
    const page = await changes('analyst', { viewport: { width: 360, height: 740 }, bypassCSP: true });
    const change = page.getByRole('article', { name: 'Quarantine of 1 account' });
    await change.getByRole('button', { name: 'Show what differs' }).click();
    await change.getByText('e-01').waitFor();
    expect(await page.getByRole('button', { name: /Approve|Turn down|Take back|Edit/ }).count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
  }, 60_000);
});

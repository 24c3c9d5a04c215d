import { expect, it } from '@jest/globals';
import { describeInBrowser } from './chromium.ts';
import { signIn, useShop } from './open-shop.ts';

describeInBrowser('error budgets, in the console', () => {
  const site = useShop();

  it('say that nothing was counted, then what is left, by whom it would be called, and whether rollouts may go on', async () => {
    const page = await signIn(site.browser, `${site.shop.url}/console/budgets`, 'analyst');
    await page.getByRole('heading', { name: 'Error budgets', level: 1 }).waitFor();
    await page.getByRole('heading', { name: 'Nobody has asked for a list yet' }).waitFor();
    await page.getByText('rollouts may advance').waitFor();

    const headers = { authorization: `Bearer ${site.shop.serviceToken}` };
    for (let asked = 0; asked < 3; asked++) {
      const list = await fetch(`${site.shop.url}/v1/recommendations?accountId=e-01`, { headers });
      expect(list.status).toBe(200);
    }
    await page.reload();
    const fresh = page.getByRole('region', { name: 'Fresh' });
    await fresh.getByText('100% of the budget is left').waitFor();
    await fresh.getByText('0 of 3 lists in 30 days fell short; 1% may.').waitFor();
    const alerts = fresh.getByRole('table', { name: 'Alerts of “Fresh”' });
    await alerts.getByRole('row', { name: '14.4× 0.0× in 1 h 0.0× in 5 min calls somebody' }).waitFor();
    await page
      .getByRole('region', { name: 'Answered within 50 ms' })
      .getByText(/of this process/)
      .waitFor();
  }, 60_000);
});

import { expect, it } from '@jest/globals';
import { codeVersion } from '../../services/relish/launch/code-version.ts';
import { describeInBrowser } from './chromium.ts';
import { signIn, useShop } from './open-shop.ts';

const PHONE = { width: 360, height: 740 };

describeInBrowser('the registry of models, in the console', () => {
  const site = useShop();

  it('trains a model by an admin’s word, and shows what came of it and that it verifies', async () => {
    const page = await signIn(site.browser, `${site.shop.url}/console/registry`, 'admin', {
      viewport: PHONE,
    });
    const card = page.getByRole('region', { name: 'Co-occurrence' });
    await card.getByRole('button', { name: 'Train now… Co-occurrence' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('the menu has changed');
    await dialog.getByRole('button', { name: 'Train now' }).click();
    await dialog.waitFor({ state: 'hidden' });
    // Whoever asks while the shop trains by itself joins that.
    const artifacts = card.getByRole('table', { name: 'Artifacts of Co-occurrence' });
    await artifacts.getByText('✓ verified').first().waitFor();
    await artifacts.getByText('live', { exact: true }).first().waitFor();
    await card.getByText(/^Live: [0-9a-f]{8}, the newest\.$/).waitFor();
    const code = `Code ${codeVersion()}`;
    await artifacts.getByText(code).first().waitFor({ state: 'attached' });
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate<number>(overflow)).toBe(0);
  }, 60_000);

  it('is there for an analyst to see, not to train', async () => {
    const page = await signIn(site.browser, `${site.shop.url}/console/registry`, 'analyst');
    await page.getByRole('region', { name: 'EASE' }).waitFor();
    expect(await page.getByRole('button', { name: /now…$/ }).count()).toBe(0);
  }, 60_000);
});

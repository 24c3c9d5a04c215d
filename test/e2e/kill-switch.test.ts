import { setTimeout } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { getMyRecommendations } from '../../services/contracts/http/ordering.ts';
import { defaultFlags, MODEL_FLAG } from '../../services/platform/flags/default-flags.ts';
import { describeInBrowser } from './chromium.ts';
import { signedIn, useShop } from './open-shop.ts';

describeInBrowser('the kill switch', () => {
  const site = useShop();

  it('acts on a page that is open, without a click, and so does taking it back', async () => {
    const page = await signedIn(site.browser, site.shop.url, 'e-06');
    const list = page.getByRole('region', { name: 'Recommended for you' });
    await list.getByRole('article').first().waitFor();
    const listAfter = async (state: 'ENABLED' | 'DISABLED') => {
      const next = page.waitForResponse((response) => response.url().includes(getMyRecommendations.path));
      const flags = { [MODEL_FLAG]: { ...defaultFlags[MODEL_FLAG]!, state } };
      const since = performance.now();
      await site.shop.client.setFlags(flags, 'to see what it does', site.shop.adminToken);
      const answer = getMyRecommendations.reply.parse(await (await next).json());
      process.stderr.write(
        `  · flag ${state}: another list ${Math.round(performance.now() - since)} ms after it\n`,
      );
      return answer;
    };
    const killed = await listAfter('DISABLED');
    expect(killed.model.name).toBe('popular');
    expect(killed.variant).toBeUndefined();
    const names = () => list.getByRole('heading', { level: 3 }).allInnerTexts();
    const wanted = killed.items.map(({ name, itemId }) => name ?? itemId);
    while ((await names()).join() !== wanted.join()) await setTimeout(20);
    expect(await listAfter('ENABLED')).toMatchObject({ model: { name: 'peers' }, variant: 'peers' });
  }, 60_000);
});

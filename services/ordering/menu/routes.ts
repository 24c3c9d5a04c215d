import { getMenu, restockItem, type MenuItem } from '../../contracts/http/ordering.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { StandDesk } from '../orders/stand-desk.ts';
import type { StandPolicy } from '../stand/stand-command.ts';
import { dayAt, type StandState } from '../stand/stand-state.ts';
import { viewItem, viewMenu } from './menu-view.ts';

interface MenuDeps {
  readonly desk: StandDesk;
  readonly state: StandState;
  readonly policy: StandPolicy;
  readonly clock: { now(): number };
}

export const mountMenu = (mount: Mount, { desk, state, policy, clock }: MenuDeps): void => {
  const find = (itemId: string): MenuItem => {
    const item = state.items.get(itemId);
    if (!item) throw new Error(`${itemId} was restocked, but it is not listed.`);
    return viewItem(item, dayAt(state, clock.now()));
  };

  mount(getMenu, async () => {
    await desk.catchUp();
    return viewMenu(state, clock.now(), policy);
  });

  mount(restockItem, async ({ params, body }) => {
    await desk.run({ type: 'restock', itemId: params.itemId, quantity: body.quantity });
    return find(params.itemId);
  });
};

import type { FlagDefinition } from '../../services/contracts/http/flags.ts';
import { MODEL_FLAG } from '../../services/platform/flags/default-flags.ts';
import { measureLists, type Standing } from './measure-lists.ts';
import { saboteur, type SaboteurResult } from './live-saboteur.ts';
import type { ShopClient } from './shop-client.ts';

export interface SaboteurOptions {
  readonly shop: ShopClient;
  readonly serviceToken: string;
  readonly adminToken: string;
  readonly target: string;
  /** Orders of the flood, and friends who lend their accounts. */
  readonly orders: number;
  readonly friends: number;
  readonly bystanders: number;
  readonly random: () => number;
  readonly say: (line: string) => void;
  readonly onProgress: (done: number) => void;
}

export interface SaboteurOutcome {
  readonly variant: 'naive' | 'peers';
  readonly before: Standing;
  readonly after: Standing;
  readonly result: SaboteurResult;
}

/** The definition that gives everybody one model. */
const everybodyGets = (flags: FlagDefinition, variant: string): FlagDefinition => {
  const flag = flags[MODEL_FLAG];
  if (!flag) throw new Error(`There is no flag ${MODEL_FLAG}.`);
  const { state: _state, targeting: _targeting, ...kept } = flag;
  return { ...flags, [MODEL_FLAG]: { ...kept, state: 'ENABLED', defaultVariant: variant } };
};

const recruit = async ({ shop, target, friends, bystanders }: SaboteurOptions) => {
  const { accounts, passcode } = await shop.demo();
  if (passcode === undefined)
    throw new Error('The saboteur needs the demo: start Relish with RELISH_DEMO=on.');
  const customers = accounts.filter(({ role }) => role === 'customer').map(({ accountId }) => accountId);
  const crew = await Promise.all(
    customers.slice(0, friends + 1).map((accountId) => shop.signIn(accountId, passcode)),
  );
  const [prankster, ...others] = crew;
  if (!prankster) throw new Error('Nobody can sign in.');
  const { items, holdLimit } = await shop.menu();
  const otherItems = items.map(({ itemId }) => itemId).filter((itemId) => itemId !== target);
  if (otherItems.length === items.length) throw new Error(`${target} is not on the menu.`);
  return {
    plan: { prankster, friends: others, otherItems, holdLimit },
    bystanders: customers.slice(friends + 1, friends + 1 + bystanders),
  };
};

/** Runs the attack with everybody on `naive`, then on `peers`, and puts the flag back as it was. */
export const runSaboteur = async (options: SaboteurOptions): Promise<readonly SaboteurOutcome[]> => {
  const { shop, serviceToken, adminToken, target, say } = options;
  const { plan, bystanders } = await recruit(options);
  const flags = await shop.flags(adminToken);
  const measure = () => measureLists(shop, bystanders, target, serviceToken);
  const outcomes: SaboteurOutcome[] = [];
  try {
    for (const variant of ['naive', 'peers'] as const) {
      say(`\nEverybody gets ${variant}.`);
      await shop.setFlags(everybodyGets(flags, variant), `saboteur: everybody on ${variant}`, adminToken);
      const before = await measure();
      const result = await saboteur({ ...options, ...plan, onStep: (step) => say(`  ${step}`) });
      outcomes.push({ variant, before, after: await measure(), result });
    }
  } finally {
    await shop.setFlags(flags, 'saboteur: the flag as it was', adminToken);
  }
  return outcomes;
};

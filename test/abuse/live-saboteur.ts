import { drawEverythingBut, LINES } from './attacks/saboteur.ts';
import { type Customer, Refused } from './shop-client.ts';

export interface SaboteurPlan {
  readonly prankster: Customer;
  readonly friends: readonly Customer[];
  /** What shall vanish from everybody's list. */
  readonly target: string;
  readonly otherItems: readonly string[];
  /** Orders of the flood, over all accounts. */
  readonly orders: number;
  /** Units that one account's open orders may hold. */
  readonly holdLimit: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly onStep: (step: string) => void;
  readonly onProgress: (done: number) => void;
}

/** What the prankster found out on the way. */
export interface SaboteurResult {
  readonly placedAndCancelled: number;
  readonly ownListMoved: boolean;
  readonly friendsListsMoved: number;
}

const LIST = 100;
const SMALL_BLAST = 6;

/** One random order of everything but the target, as large as an account may hold, cancelled at once. */
const placeAndCancel = async (customer: Customer, plan: SaboteurPlan): Promise<boolean> => {
  const { otherItems, random, holdLimit } = plan;
  const quantity = Math.max(1, Math.floor(holdLimit / LINES));
  try {
    const order = await customer.place(
      drawEverythingBut(otherItems, random).map((itemId) => ({ itemId, quantity })),
    );
    await customer.cancel(order.orderId);
    return true;
  } catch (error) {
    // Others hold what this order wanted: the next one wants something else.
    if (error instanceof Refused && error.problem.status === 409) return false;
    throw error;
  }
};

const blast = async (customers: readonly Customer[], orders: number, plan: SaboteurPlan): Promise<number> => {
  let begun = 0;
  let done = 0;
  const work = async (customer: Customer) => {
    while (begun < orders) {
      begun++;
      if (await placeAndCancel(customer, plan)) done++;
      plan.onProgress(begun);
    }
  };
  await Promise.all(customers.map(work));
  return done;
};

const MOST_REFUSALS = 20;

/** Step 1: the story's "turns out you could place and then instantly cancel". @throws if it isn't possible */
const testThatItWorks = async (plan: SaboteurPlan): Promise<number> => {
  for (let attempt = 0; attempt < MOST_REFUSALS; attempt++) {
    if (await placeAndCancel(plan.prankster, plan)) return 1;
  }
  throw new Error('The stand refuses every order: it is closed or sold out. Try again when it is open.');
};

/**
 * The story's four steps: place and cancel is possible; one's own list moves; friends' lists move; then flood
 * with random orders of everything but the target.
 */
export const saboteur = async (plan: SaboteurPlan): Promise<SaboteurResult> => {
  const { prankster, friends, target, orders, onStep } = plan;
  onStep('1  place an order and cancel it at once');
  let done = await testThatItWorks(plan);
  onStep('2  does my own list move?');
  const ownBefore = (await prankster.list(LIST)).join();
  const friendsBefore = await Promise.all(friends.map(async (friend) => (await friend.list(LIST)).join()));
  done += await blast([prankster], SMALL_BLAST, plan);
  const ownListMoved = (await prankster.list(LIST)).join() !== ownBefore;
  onStep('3  with some friends: do their lists move?');
  done += await blast([prankster, ...friends], SMALL_BLAST * (1 + friends.length), plan);
  const friendsAfter = await Promise.all(friends.map(async (friend) => (await friend.list(LIST)).join()));
  const friendsListsMoved = friendsAfter.filter((list, index) => list !== friendsBefore[index]).length;
  onStep(`4  flood: ${orders} random orders of everything but ${target}`);
  done += await blast([prankster, ...friends], orders, plan);
  return { placedAndCancelled: done, ownListMoved, friendsListsMoved };
};

/** What a computation that yields comes to, all at once: for those who have no time to let others have the thread. */
export const drained = <T>(work: Generator<undefined, T>): T => {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
};

/** So many accounts at once: a few milliseconds. */
const SLICE = 1_000;

/** Does something for each account, and yields now and then. */
export function* eachInSteps(accounts: number, work: (account: number) => void): Generator<undefined, void> {
  for (let account = 0; account < accounts; account++) {
    if (account % SLICE === SLICE - 1) yield;
    work(account);
  }
}

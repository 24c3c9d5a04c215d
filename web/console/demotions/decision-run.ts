import { inOneAct, opposite, type ModerationAct } from '../accounts/moderation-act.ts';

/** One decision about many accounts, with one reason. */
export interface Decision {
  readonly act: ModerationAct;
  readonly reason: string;
  readonly accountIds: readonly string[];
}

/** How far a decision has come. Every account is in one of the lists, or in hand. */
export interface RunState {
  readonly decision: Decision;
  /** It takes back what was decided before. */
  readonly isUndo: boolean;
  readonly phase: 'running' | 'stopped' | 'failed' | 'done';
  /** Changed, left out (after a failure, or because they were so already), and yet to do, the first of which is in hand. */
  readonly done: readonly string[];
  readonly leftOut: readonly string[];
  readonly left: readonly string[];
  /** Why nothing could be done about the first of `left`. */
  readonly error?: unknown;
}

/** @returns whom it changed */
type Act = (accountIds: readonly string[], act: ModerationAct, reason: string) => Promise<readonly string[]>;

/**
 * Acts on all accounts in one step, or labels one after the other: each is an event of its own with the author and the
 * reason. It waits where it fails until somebody says how to go on; whatever was done can be taken back as one.
 */
export class DecisionRun {
  readonly #act: Act;
  readonly #onRest: () => void;
  readonly #listeners = new Set<() => void>();
  #state: RunState | undefined;
  #isStopping = false;

  /** @param onRest called whenever it stops, for whatever reason */
  constructor(act: Act, onRest: () => void) {
    this.#act = act;
    this.#onRest = onRest;
  }

  readonly state = (): RunState | undefined => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get isRunning(): boolean {
    return this.#state?.phase === 'running';
  }

  /** Begins a decision; nothing happens while another one is under way. */
  async start(decision: Decision, isUndo = false): Promise<void> {
    if (this.isRunning) return;
    this.#change({ decision, isUndo, phase: 'stopped', done: [], leftOut: [], left: decision.accountIds });
    await this.goOn();
  }

  /** Goes on where it stopped, or tries the one that failed again. */
  async goOn(): Promise<void> {
    if (!this.#state || this.isRunning) return;
    const { error: _, ...rest } = this.#state;
    this.#isStopping = false;
    this.#change({ ...rest, phase: 'running' });
    let isGoingOn = true;
    while (isGoingOn) isGoingOn = await this.#step();
    this.#onRest();
  }

  /** Goes on without the one that failed. */
  async leaveOut(): Promise<void> {
    if (this.#state?.phase !== 'failed') return;
    const [failed = '', ...left] = this.#state.left;
    this.#change({ ...this.#state, leftOut: [...this.#state.leftOut, failed], left });
    await this.goOn();
  }

  /** Stops after the account in hand: until then it runs. */
  stop(): void {
    this.#isStopping = true;
  }

  /** Takes back what was done, under the same reason. */
  async undo(): Promise<void> {
    if (!this.#state || this.isRunning) return;
    const { decision, done } = this.#state;
    const back = opposite(decision.act, decision.reason);
    if (back) await this.start({ ...back, accountIds: done }, true);
  }

  /** Forgets a decision that rests. */
  dismiss(): void {
    if (!this.isRunning) this.#change(undefined);
  }

  /** Acts on the next account, or on all at once. True if there is more to do. */
  async #step(): Promise<boolean> {
    if (!this.#state) return false;
    const { decision, done, leftOut, left } = this.#state;
    const inHand = inOneAct(decision.act, left);
    if (inHand.length === 0 || this.#isStopping) {
      this.#change({ ...this.#state, phase: inHand.length === 0 ? 'done' : 'stopped' });
      return false;
    }
    try {
      const changed = new Set(await this.#act(inHand, decision.act, decision.reason));
      this.#change({
        ...this.#state,
        done: [...done, ...inHand.filter((accountId) => changed.has(accountId))],
        leftOut: [...leftOut, ...inHand.filter((accountId) => !changed.has(accountId))],
        left: left.slice(inHand.length),
      });
      return true;
    } catch (error) {
      this.#change({ ...this.#state, phase: 'failed', error });
      return false;
    }
  }

  #change(state: RunState | undefined): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

import type { Logger } from 'pino';
import type { DryRun, DryRunReport } from '../../contracts/http/policies.ts';
import type { EventLog, Position } from '../../platform/event-log/event-log.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { Lineage } from '../../platform/lineage/lineage.ts';
import { startReassessment } from '../lineage/reassessment.ts';
import { foldUpTo } from '../replay/fold-up-to.ts';
import { inTurns } from '../replay/in-turns.ts';
import { OneByOne } from '../replay/one-by-one.ts';
import type { MakeState } from '../replay/replays.ts';
import { activationOf } from './activation-of.ts';
import { compareProfiles } from './compare-profiles.ts';
import type { Version } from './policy-history.ts';
import { profileOf, sampleOf } from './profile.ts';

/** One run at a time; so many more may wait, and as many policies' last results are kept. */
const MAX_WAITING = 4;
const KEPT = 20;

interface Run {
  readonly position: Position;
  progress: DryRun;
}

interface DryRunsDeps {
  readonly log: Pick<EventLog, 'read' | 'head'>;
  readonly makeState: MakeState;
  readonly logger: Logger;
  /** Hears of each run. */
  readonly lineage?: Lineage | undefined;
}

const internal = (): AppError =>
  new AppError(500, 'internal', 'Something went wrong here. It has been logged: start the dry run again.');

/**
 * Assesses the whole log under a policy beside the one in force, on a state of its own: what answers is not touched,
 * and nothing goes to the log. One run at a time, in slices, so that answers stay quick.
 */
export class DryRuns implements AsyncDisposable {
  readonly #deps: DryRunsDeps;
  readonly #runs = new Map<string, Run>();
  readonly #stop = new AbortController();
  readonly #turns = new OneByOne(MAX_WAITING, {
    code: 'too-many-dry-runs',
    detail: 'Too many dry runs are waiting: try again when one is done.',
    retryAfterSeconds: 5,
  });

  constructor(deps: DryRunsDeps) {
    this.#deps = deps;
  }

  /** How far the last run of a policy is, or what came of it. */
  of(digest: string): DryRun | undefined {
    return this.#runs.get(digest)?.progress;
  }

  /**
   * Starts a run up to the head of the log, or joins the one that is under way or has been there.
   * @throws AppError 503 when too many wait
   */
  start(version: Version): DryRun {
    const known = this.#runs.get(version.digest);
    const position = this.#deps.log.head();
    if (known?.progress.state === 'running') return known.progress;
    if (known?.progress.state === 'done' && known.position === position) return known.progress;
    this.#turns.checkRoom();
    const total = Number(position);
    const run: Run = {
      position,
      progress: { state: 'running', stage: 'waiting', position, events: 0, total },
    };
    this.#keep(version.digest, run);
    void this.#turns.do(() => this.#run(version, run));
    return run.progress;
  }

  /** Gives up what runs and what waits. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#turns.settled();
  }

  #keep(digest: string, run: Run): void {
    // Last in, last out: also where the policy was there before.
    this.#runs.delete(digest);
    this.#runs.set(digest, run);
    const [oldest] = this.#runs.keys();
    if (this.#runs.size > KEPT && oldest !== undefined) this.#runs.delete(oldest);
  }

  async #run(version: Version, run: Run): Promise<void> {
    const { position } = run;
    const policy = version.digest;
    const told = startReassessment(this.#deps.lineage, { position, after: policy, isDryRun: true });
    try {
      this.#stop.signal.throwIfAborted();
      const report = await this.#report(version, run);
      run.progress = { state: 'done', position, report };
      const { policies, digests, fingerprints } = report;
      const made = { position, policy, digest: digests.after, fingerprint: fingerprints.after };
      told?.complete(made, policies.before);
    } catch (error) {
      if (this.#stop.signal.aborted) told?.abort();
      else told?.fail(error);
      const isKnown = error instanceof AppError;
      if (!isKnown && !this.#stop.signal.aborted) this.#deps.logger.error({ err: error }, 'a dry run failed');
      run.progress = { state: 'failed', position, problem: (isKnown ? error : internal()).toProblem() };
    }
  }

  async #report(version: Version, run: Run): Promise<DryRunReport> {
    const { signal } = this.#stop;
    const { position } = run;
    const total = Number(position);
    const state = await this.#deps.makeState(position);
    const say = (stage: 'folding' | 'comparing') => {
      run.progress = { state: 'running', stage, position, events: state.events, total };
    };
    say('folding');
    await foldUpTo(this.#deps.log, state, position, {
      onProgress: () => say('folding'),
      stop: signal,
    });
    say('comparing');
    const sample = await inTurns(sampleOf(state, version.digest), signal);
    const before = await inTurns(profileOf(state, sample), signal);
    state.apply([activationOf(version)], () => position, position);
    const after = await inTurns(profileOf(state, sample), signal);
    return compareProfiles(before, after, {
      accountIds: state.accounts.names(),
      itemName(itemId) {
        const item = state.items.find(itemId);
        return item === undefined ? undefined : state.catalogue.nameOf(item);
      },
    });
  }
}

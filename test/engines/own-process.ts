import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Watcher, watchOver } from './watch-over.ts';

const PATIENCE_MS = 20_000;
const PAUSE_MS = 25;
const KEPT = 4_000;

interface Plan {
  readonly program: string;
  /** Arguments and variables may name the folder. */
  readonly argumentsFor: (folder: string) => readonly string[];
  readonly environmentFor?: (folder: string) => Readonly<Record<string, string>>;
  /** Whether it serves by now. */
  readonly isReady: () => Promise<boolean>;
  /** Milliseconds that it may take to get there. */
  readonly patience?: number;
}

/** What tests of faults do to an engine. Its folder and port stay the same, whatever happens to it. */
export interface Controls extends AsyncDisposable {
  /** Of the running process, undefined when there is none. */
  readonly pid: number | undefined;
  readonly folder: string;
  /** Returns when it serves. */
  start(): Promise<void>;
  /** SIGTERM, and waits for the end. */
  stop(): Promise<void>;
  /** SIGKILL, and waits for the end. */
  kill(): Promise<void>;
  /** It keeps its connections and answers nobody (SIGSTOP), until `resume`. Returns when it stands still. */
  pause(): Promise<void>;
  resume(): void;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A signal to stop is obeyed thread by thread, each when it has its turn. Where that can't be seen it is taken for done. */
const standsStill = async (pid: number): Promise<boolean> => {
  const threads = `/proc/${pid}/task`;
  for (const thread of await readdir(threads).catch(() => [])) {
    const said = await readFile(`${threads}/${thread}/stat`, 'utf8').catch(() => '');
    // The state comes after the name, which is in brackets and may hold anything.
    if (said && !/\) [TtXZ] /.test(said)) return false;
  }
  return true;
};

/**
 * An engine with a temporary folder of its own. It is ended by its own pid and its folder removed when it is
 * disposed of, and also when this process ends without that, however it ends.
 */
class OwnProcess implements Controls {
  readonly folder: string;
  readonly #plan: Plan;
  readonly #watcher: Watcher;
  #child: ChildProcess | undefined;
  #said = '';

  constructor(plan: Plan, folder: string) {
    this.#plan = plan;
    this.folder = folder;
    this.#watcher = watchOver(folder);
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async start(): Promise<void> {
    if (this.#child) throw new Error(`${this.#plan.program} is running.`);
    const child = this.#spawn();
    const until = performance.now() + (this.#plan.patience ?? PATIENCE_MS);
    const isThere = (): boolean => this.#child === child;
    while (performance.now() < until && isThere()) {
      if (await this.#plan.isReady()) return;
      await setTimeout(PAUSE_MS);
    }
    await this.kill();
    throw new Error(`${this.#plan.program} doesn't serve. It said:\n${this.#said}`);
  }

  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  async pause(): Promise<void> {
    this.#child?.kill('SIGSTOP');
    while (this.pid !== undefined && !(await standsStill(this.pid))) await setTimeout(1);
  }

  resume(): void {
    this.#child?.kill('SIGCONT');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
    this.#watcher.end();
  }

  #spawn(): ChildProcess {
    const { program, argumentsFor, environmentFor } = this.#plan;
    const child = spawn(program, argumentsFor(this.folder), {
      cwd: this.folder,
      env: { PATH: process.env['PATH'], HOME: this.folder, ...environmentFor?.(this.folder) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.#watcher.watch(child.pid);
    const keep = (text: Buffer): void => {
      this.#said = `${this.#said}${text.toString()}`.slice(-KEPT);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const onEnd = (): void => {
      if (this.#child !== child) return;
      this.#child = undefined;
      this.#watcher.watch(undefined);
    };
    child.once('exit', onEnd).once('error', (error) => {
      this.#said += String(error);
      onEnd();
    });
    return child;
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    // A paused process gets to its SIGTERM only when it goes on.
    child.kill('SIGCONT');
    await ended;
  }
}

/** @param name of its temporary folder */
export const startOwnProcess = async (name: string, plan: Plan): Promise<Controls> => {
  const own = new OwnProcess(plan, await mkdtemp(join(tmpdir(), `relish-${name}-`)));
  try {
    await own.start();
    return own;
  } catch (error) {
    await own[Symbol.asyncDispose]();
    throw error;
  }
};

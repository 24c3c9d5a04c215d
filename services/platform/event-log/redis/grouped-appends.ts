import type { AppendRequest } from '../stage-appends.ts';
import type { ScriptReply } from './redis-streams.ts';

/** Events in one step of Redis, unless one append alone has more: nobody else is served meanwhile (about 15 ms). */
const MAX_GROUP = 1_000;

interface Waiting {
  readonly request: AppendRequest;
  readonly resolve: (reply: ScriptReply) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Appends that come while others are on their way wait, and go together: Redis writes to the disk once for each
 * question, and a disk writes a few hundred to a few thousand times a second.
 */
export class GroupedAppends {
  readonly #send: (group: readonly AppendRequest[]) => Promise<readonly ScriptReply[]>;
  #waiting: Waiting[] = [];
  #isRunning = false;

  constructor(send: (group: readonly AppendRequest[]) => Promise<readonly ScriptReply[]>) {
    this.#send = send;
  }

  add(request: AppendRequest): Promise<ScriptReply> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      if (!this.#isRunning) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    // Whoever appends in the same turn comes along.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#sendGroup(this.#takeGroup());
    this.#isRunning = false;
  }

  async #sendGroup(group: readonly Waiting[]): Promise<void> {
    try {
      const replies = await this.#send(group.map(({ request }) => request));
      for (const [index, { resolve, reject }] of group.entries()) {
        const reply = replies[index];
        if (reply) resolve(reply);
        else reject(new Error('an append without a reply'));
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  #takeGroup(): readonly Waiting[] {
    let events = 0;
    const end = this.#waiting.findIndex(({ request }, index) => {
      events += request.texts.length;
      return events > MAX_GROUP && index > 0;
    });
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
  }
}

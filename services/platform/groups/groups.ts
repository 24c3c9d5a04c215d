interface GroupsOptions<Request, Reply> {
  /** Serves requests in order; a reply for each. When it fails, all of them have. */
  serve(group: readonly Request[]): Promise<readonly Reply[]>;
  /** In a group, unless one request alone is larger. */
  readonly maxSize: number;
  /** 1 unless said otherwise. */
  readonly sizeOf?: (request: Request) => number;
}

interface Waiting<Request, Reply> {
  readonly request: Request;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: unknown) => void;
}

/** Requests that come while others are served wait, and are served together: what costs once a group costs little. */
export class Groups<Request, Reply> {
  readonly #options: GroupsOptions<Request, Reply>;
  #waiting: Waiting<Request, Reply>[] = [];
  #running: Promise<void> | undefined;

  constructor(options: GroupsOptions<Request, Reply>) {
    this.#options = options;
  }

  /** How many wait for their group. */
  get waiting(): number {
    return this.#waiting.length;
  }

  add(request: Request): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when everything that was added is served. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // Whoever comes in the same turn comes along.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#serve(this.#takeGroup());
    this.#running = undefined;
  }

  async #serve(group: readonly Waiting<Request, Reply>[]): Promise<void> {
    try {
      const replies = await this.#options.serve(group.map(({ request }) => request));
      if (replies.length !== group.length) throw new Error('a group of another size than its replies');
      for (const [index, reply] of replies.entries()) group[index]?.resolve(reply);
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  #takeGroup(): readonly Waiting<Request, Reply>[] {
    const { maxSize, sizeOf = () => 1 } = this.#options;
    let size = 0;
    const end = this.#waiting.findIndex(({ request }, index) => {
      size += sizeOf(request);
      return size > maxSize && index > 0;
    });
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
  }
}

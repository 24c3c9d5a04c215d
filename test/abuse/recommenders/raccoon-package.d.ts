/** The parts of the npm package raccoon 0.2.8 that are used; it has no types of its own. */
declare module 'raccoon' {
  interface Options {
    updateRecs?: boolean;
  }
  const raccoon: {
    liked(userId: string, itemId: string, options: Options): Promise<void>;
    unliked(userId: string, itemId: string, options: Options): Promise<void>;
    /** Compares the user with all that share an item, and stores the recommendations anew. */
    updateSequence(userId: string, itemId: string): Promise<void>;
    /** One more than `last` items. */
    recommendFor(userId: string, last: number): Promise<string[]>;
    bestRated(): Promise<string[]>;
  };
  export { raccoon as default };
}

declare module 'raccoon/lib/config.js' {
  const config: { className: string; redisUrl: string; redisPort: number; redisAuth: string };
  export { config as default };
}

declare module 'raccoon/lib/algorithms.js' {
  const algorithms: {
    /** Never calls back for an item that nobody likes. */
    updateWilsonScore(itemId: string, done: () => void): void;
  };
  export { algorithms as default };
}

declare module 'raccoon/lib/key.js' {
  const keys: { scoreboardZSet(): string };
  export { keys as default };
}

declare module 'raccoon/lib/client.js' {
  const client: {
    zremAsync(key: string, member: string): Promise<number>;
    delAsync(keys: readonly string[]): Promise<number>;
    scanAsync(cursor: string, ...options: readonly string[]): Promise<[string, string[]]>;
    quitAsync(): Promise<string>;
  };
  export { client as default };
}

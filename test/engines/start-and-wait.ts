import { startOwnRedis } from './redis-server.ts';

/** Starts a Redis, tells of it, and waits to be killed. */
const { url, folder } = await startOwnRedis();
console.log(`${url} ${folder}`);
setInterval(() => undefined, 60_000);

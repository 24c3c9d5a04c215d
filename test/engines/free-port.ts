import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

export const ON_THIS_MACHINE = '127.0.0.1';
/** Below what the system gives to outgoing connections, so that a server finds its port again after a pause. */
const FROM = 20_000;
const TO = 32_000;
const TRIES = 50;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, ON_THIS_MACHINE, () => server.close(() => resolve(true)));
  });

/** A TCP port on this machine that nobody listens on. */
export const freePort = async (): Promise<number> => {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const port = randomInt(FROM, TO);
    if (await isFree(port)) return port;
  }
  throw new Error('No port is free.');
};

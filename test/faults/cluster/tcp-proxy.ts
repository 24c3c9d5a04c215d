import { once } from 'node:events';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { ON_THIS_MACHINE } from '../../engines/free-port.ts';

/** What a network does to those who talk over it. `hole`: nothing arrives and nobody hears that; `reset`: refused at once. */
type Link = 'open' | 'hole' | 'reset';

/** A stretch of network between two tiers that a test can cut, and slow down. */
export interface TcpProxy extends AsyncDisposable {
  readonly port: number;
  /** What is under way in a hole arrives when it is open again, as TCP sends it once more. */
  set(link: Link): void;
  /** Milliseconds by which each piece of an answer is late. */
  delay(milliseconds: number): void;
  [Symbol.asyncDispose](): Promise<void>;
}

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

const ends = ({ client, server }: Pair): readonly Socket[] => [client, server];

class Proxied implements TcpProxy {
  readonly #targets: readonly number[];
  readonly #server: Server;
  readonly #pairs = new Set<Pair>();
  /** Came while there was a hole: connected to nobody yet. */
  readonly #waiting = new Set<Socket>();
  #link: Link = 'open';
  #delay = 0;
  #turn = 0;

  constructor(targets: readonly number[]) {
    this.#targets = targets;
    this.#server = createServer({ pauseOnConnect: true }, (client) => this.#take(client));
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  async listen(): Promise<void> {
    this.#server.listen(0, ON_THIS_MACHINE);
    await once(this.#server, 'listening');
  }

  set(link: Link): void {
    this.#link = link;
    for (const pair of this.#pairs) {
      for (const end of ends(pair)) {
        if (link === 'open') end.resume();
        else if (link === 'hole') end.pause();
        else end.resetAndDestroy();
      }
    }
    if (link === 'hole') return;
    for (const client of this.#waiting) {
      this.#waiting.delete(client);
      this.#take(client);
    }
  }

  delay(milliseconds: number): void {
    this.#delay = milliseconds;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.set('reset');
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #take(client: Socket): void {
    client.on('error', () => undefined);
    if (this.#link === 'reset') client.resetAndDestroy();
    else if (this.#link === 'hole') this.#hold(client);
    else this.#connect(client, this.#targets.length);
  }

  #hold(client: Socket): void {
    this.#waiting.add(client);
    client.once('close', () => this.#waiting.delete(client));
  }

  /** To the next of its targets that somebody listens at, as a balancer does. */
  #connect(client: Socket, tries: number): void {
    const port = this.#targets[this.#turn++ % this.#targets.length] ?? 0;
    const server = createConnection({ host: ON_THIS_MACHINE, port, noDelay: true });
    server.once('error', () => {
      if (server.pending && tries > 1) this.#connect(client, tries - 1);
      else client.resetAndDestroy();
    });
    server.once('connect', () => this.#join({ client: client.setNoDelay(), server }));
  }

  #join(pair: Pair): void {
    const { client, server } = pair;
    this.#pairs.add(pair);
    client.on('data', (piece) => void server.write(piece));
    server.on('data', this.#answers(client));
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => undefined);
      one.once('close', () => {
        this.#pairs.delete(pair);
        other.destroy();
      });
    }
    this.set(this.#link);
  }

  /** Hands on what the server says, later and in order: what was said before goes first, whatever the delay is now. */
  #answers(client: Socket): (piece: Buffer) => void {
    let sent: Promise<unknown> = Promise.resolve();
    return (piece) => {
      const due = performance.now() + this.#delay;
      sent = sent.then(async () => {
        const left = due - performance.now();
        if (left > 0) await wait(left);
        client.write(piece);
      });
    };
  }
}

/** Listens on a free port of this machine, in front of `targets`: ports, each connection to one of them. */
export const startTcpProxy = async (...targets: readonly number[]): Promise<TcpProxy> => {
  const proxy = new Proxied(targets);
  await proxy.listen();
  return proxy;
};

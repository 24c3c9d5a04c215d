import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Client } from 'minio';

export interface S3Access {
  /** `http://host:port` or `https://host`. */
  readonly endpoint: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly region: string;
}

const SOCKETS = 64;
/** An object is put by one request, because only a whole one can be refused if there is one. */
const ONE_PART = 2 ** 30 + 1;

const isTls = ({ endpoint }: S3Access): boolean => new URL(endpoint).protocol === 'https:';

/**
 * Connections that don't wait for ever: the client itself has no timeout, and to a server that is paused or behind a
 * dead link everything is in order.
 */
export const agentFor = (access: S3Access, idleMs: number): HttpAgent => {
  const options = { keepAlive: true, maxSockets: SOCKETS, timeout: idleMs };
  const agent = isTls(access) ? new HttpsAgent(options) : new HttpAgent(options);
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (target, onConnect) => {
    const socket = connect(target, onConnect);
    socket?.once('timeout', () => socket.destroy(new Error(`no answer for ${idleMs} ms`)));
    return socket;
  };
  return agent;
};

/** Path style, one attempt a request: whoever asks knows better what may be tried again. */
export const clientFor = (access: S3Access, transportAgent: HttpAgent): Client => {
  const { hostname, port } = new URL(access.endpoint);
  const useSSL = isTls(access);
  return new Client({
    endPoint: hostname,
    port: Number(port || (useSSL ? 443 : 80)),
    useSSL,
    accessKey: access.accessKey,
    secretKey: access.secretKey,
    region: access.region,
    pathStyle: true,
    partSize: ONE_PART,
    retryOptions: { disableRetry: true },
    transportAgent,
  });
};

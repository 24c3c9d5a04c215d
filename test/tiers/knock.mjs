/**
 * Knocks at doors: `node knock.mjs '["10.77.3.11:6379", …]'` prints those that somebody hears, as JSON. A closed door
 * is one that was reached; what a firewall drops is heard by nobody.
 */
import { connect } from 'node:net';

const PATIENCE_MS = 700;

const isHeard = (door) =>
  new Promise((resolve) => {
    const [host, port] = door.split(':');
    const socket = connect({ host, port: Number(port) });
    const settle = (heard) => {
      socket.destroy();
      resolve(heard);
    };
    setTimeout(() => settle(false), PATIENCE_MS).unref();
    socket.once('connect', () => settle(true));
    socket.once('error', ({ code }) => settle(code === 'ECONNREFUSED'));
  });

const doors = JSON.parse(process.argv[2] ?? '[]');
const heard = await Promise.all(doors.map(isHeard));
console.log(JSON.stringify(doors.filter((_, index) => heard[index])));

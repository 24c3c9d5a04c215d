/** `npm run tiers`: the three tiers on this machine until Ctrl-C, and how to look at them. */
import { once } from 'node:events';
import { openTiers, PASSCODE, whyNoTiers } from './open-tiers.ts';
import { HOSTS, PORTS } from './plan.ts';

const missing = whyNoTiers();
if (missing !== undefined) {
  console.error(`✗ The three tiers can't be opened here: ${missing}.`);
  process.exit(2);
}
console.log('Opening the three tiers: about half a minute.');
await using _tiers = await openTiers();
const inWorld = `ip netns exec relish-${process.pid}-world`;
console.log(
  [
    'They are open.',
    ...Object.entries(HOSTS).map(([host, address]) => `  ${host.padEnd(15)}${address}`),
    `  From the world:   ${inWorld} curl -k --resolve localhost:${PORTS.https}:${HOSTS.caddy} https://localhost:${PORTS.https}/api/menu`,
    `  Beyond the wall:  ${inWorld} curl -m 2 http://${HOSTS.redis}:${PORTS.redis}   # nobody answers`,
    `  Passcode of the demo's people: ${PASSCODE}`,
    'Ctrl-C closes them; nothing is kept.',
  ].join('\n'),
);
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);

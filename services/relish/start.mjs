/** `npm start`: sets up what is missing, then runs Relish in this process, so that signals reach it directly. */
import { setUp } from './setup/set-up.mjs';

await setUp({ web: true });
const { register } = await import('tsx/esm/api');
register();
await import('./main.ts');

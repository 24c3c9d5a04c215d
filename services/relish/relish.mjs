#!/usr/bin/env node
/** `npx relish`: the command line. */
import { setUp } from './setup/set-up.mjs';

await setUp({ web: false });
const { register } = await import('tsx/esm/api');
register();
await import('./cli/main.ts');

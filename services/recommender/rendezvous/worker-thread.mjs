/** The thread of a model: TypeScript is read there as in the servers. */
import { register } from 'tsx/esm/api';

register();
await import('./answer-in-thread.ts');

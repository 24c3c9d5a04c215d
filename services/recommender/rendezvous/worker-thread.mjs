/** The thread of a model: TypeScript is read there as in the servers. */
import { constants, setPriority } from 'node:os';

// On Linux this is the priority of this thread and of those that it starts: one that loops takes no core from answers.
// Elsewhere it would be that of the whole process.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

// All of ours import it. By Node itself it is read in a quarter of the time that it takes once TypeScript is looked for.
await import('zod');
const { register } = await import('tsx/esm/api');
register();
await import('./answer-in-thread.ts');

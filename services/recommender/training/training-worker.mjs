/** Where a worker thread begins: it reads TypeScript like the process that started it. */
import { register } from 'tsx/esm/api';

register();
await import('./learn.ts');

import { join } from 'node:path';

/** Where the steps of one size find what the steps before them left. */
export const logIn = (folder: string): string => join(folder, 'log');
export const snapshotIn = (folder: string): string => join(folder, 'snapshot.bin');

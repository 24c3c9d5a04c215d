import { createHash } from 'node:crypto';

/** The finest partition of all accounts; the number of a model's groups divides it. */
export const CELLS = 120;

/**
 * Which cell an account is in, by a salted hash of its id alone: so an account that comes, goes or changes concerns one
 * cell, whatever there is in the others. The salt need not be a secret: whoever chooses his ids chooses his cells, and
 * what is promised holds for any choice. It must not depend on what accounts do: a salt that moves moves everybody.
 */
export const cellOf = (accountId: string, salt: string): number =>
  createHash('sha256').update(`${salt}\t${accountId}`).digest().readUInt32BE() % CELLS;

/** Which of so many groups a cell belongs to. */
export const groupOfCell = (cell: number, groups: number): number => cell % groups;

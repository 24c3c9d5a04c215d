import { AppError } from '../http/app-error.ts';
import { ORIGIN, type Position } from './event-log.ts';

const POSITION = /^\d{16}$/;

/** The position of the n-th event, counted from 1; 0 gives `ORIGIN`. */
export const positionAt = (sequence: number): Position => String(sequence).padStart(ORIGIN.length, '0');

/**
 * How many events are at or before a position.
 * @throws AppError 400 `invalid-position`
 */
export const sequenceOf = (position: Position): number => {
  if (POSITION.test(position)) return Number(position);
  throw new AppError(400, 'invalid-position', 'A position is the 16 digits that an earlier answer gave.');
};

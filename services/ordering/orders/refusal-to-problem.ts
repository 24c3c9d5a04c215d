import { AppError } from '../../platform/http/app-error.ts';
import type { RefusalCode, StandRefusal } from '../stand/stand-refusal.ts';

const statuses: Readonly<Record<RefusalCode, number>> = {
  closed: 409,
  'unknown-item': 404,
  'not-on-the-menu': 422,
  'hold-limit': 409,
  'all-held': 409,
  'not-enough-left': 409,
  'sold-out': 409,
  'unknown-order': 404,
  'grace-over': 409,
  'already-ended': 409,
  'not-fulfilled': 409,
  'idempotency-key-reused': 422,
};

/** What a caller is told when the stand won't. */
export const refusalToProblem = (refusal: StandRefusal): AppError =>
  new AppError(statuses[refusal.code], refusal.code, refusal.message, {
    ...(Object.keys(refusal.facts).length > 0 && { facts: refusal.facts }),
    cause: refusal,
  });

import type { z } from 'zod';
import type { Problem } from '../../contracts/http/problem.ts';
import { AppError } from './app-error.ts';

/** At most this many field errors in one problem: an answer is bounded whatever was sent. */
const MAX_ERRORS = 20;

const fieldErrors = (error: z.ZodError): NonNullable<Problem['errors']> =>
  error.issues
    .slice(0, MAX_ERRORS)
    .map(({ path, message }) => ({ path: path.join('.').slice(0, 200), message }));

/**
 * Parses what came over the wire.
 * @throws AppError with `status` and `code`, naming each wrong field and what it may be.
 */
export const parseRequest = <T extends z.ZodType>(
  schema: T,
  value: unknown,
  where: string,
  { status = 400, code = 'invalid-request' }: { status?: number; code?: string } = {},
): z.output<T> => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = fieldErrors(result.error);
  const first = errors[0];
  const detail = `The ${where} is not valid: ${first?.path ? `${first.path}: ` : ''}${first?.message ?? 'unknown'}.`;
  throw new AppError(status, code, detail, { errors });
};

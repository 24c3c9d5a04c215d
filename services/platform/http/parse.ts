import type { z } from 'zod';
import type { Problem } from '../../contracts/http/problem.ts';
import { AppError } from './app-error.ts';

/** At most this many field errors in one problem, none longer than this: an answer is bounded whatever was sent. */
const MAX_ERRORS = 20;
const MAX_LENGTH = 200;

const fieldErrors = (error: z.ZodError): NonNullable<Problem['errors']> =>
  error.issues.slice(0, MAX_ERRORS).map(({ path, message }) => ({
    path: path.join('.').slice(0, MAX_LENGTH),
    message: message.slice(0, MAX_LENGTH),
  }));

/** Schemas of arbitrary JSON follow it down; a few kilobytes of brackets are deeper than the stack. */
const parseSafely = <T extends z.ZodType>(schema: T, value: unknown, where: string) => {
  try {
    return schema.safeParse(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new AppError(400, 'too-deep', `The ${where} is nested too deeply.`, { cause: error });
  }
};

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
  const result = parseSafely(schema, value, where);
  if (result.success) return result.data;
  const errors = fieldErrors(result.error);
  const first = errors[0];
  const detail = `The ${where} is not valid: ${first?.path ? `${first.path}: ` : ''}${first?.message ?? 'unknown'}.`;
  throw new AppError(status, code, detail, { errors });
};

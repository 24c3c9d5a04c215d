import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { AppError } from './app-error.ts';
import { parseRequest } from './parse.ts';

const problemOf = (schema: z.ZodType, value: unknown, options?: { status?: number; code?: string }) => {
  try {
    parseRequest(schema, value, 'body', options);
  } catch (error) {
    if (error instanceof AppError) return error.toProblem();
    throw error;
  }
  throw new Error('it was taken');
};

const order = z.strictObject({ lines: z.array(z.object({ quantity: z.int().min(1) })) });

describe('parseRequest', () => {
  test('gives what the schema makes of it', () => {
    expect(parseRequest(z.object({ limit: z.coerce.number() }), { limit: '5', other: 1 }, 'query')).toEqual({
      limit: 5,
    });
  });

  test('names each wrong field and what it may be', () => {
    const told = problemOf(order, { lines: [{ quantity: 1 }, { quantity: 0 }, {}] });
    expect(told).toMatchObject({ status: 400, code: 'invalid-request' });
    expect(told.detail).toBe(
      'The body is not valid: lines.1.quantity: Too small: expected number to be >=1.',
    );
    expect(told.errors).toEqual([
      { path: 'lines.1.quantity', message: 'Too small: expected number to be >=1' },
      { path: 'lines.2.quantity', message: 'Invalid input: expected number, received undefined' },
    ]);
  });

  test('says what is wrong with the whole', () => {
    expect(problemOf(order, null).detail).toBe(
      'The body is not valid: Invalid input: expected object, received null.',
    );
  });

  test('fails as its caller says', () => {
    expect(problemOf(order, {}, { status: 422, code: 'bad-order' })).toMatchObject({
      status: 422,
      code: 'bad-order',
    });
  });

  test('answers with little, however much is wrong', () => {
    const lines = Array.from({ length: 5_000 }, () => ({ quantity: 0 }));
    const strangers = Object.fromEntries(lines.map((_, index) => [`stranger-${index}`, 1]));
    expect(JSON.stringify(problemOf(order, { lines })).length).toBeLessThan(3_000);
    expect(JSON.stringify(problemOf(order, { lines: [], ...strangers })).length).toBeLessThan(3_000);
    expect(
      JSON.stringify(problemOf(z.record(z.string(), z.number()), { ['x'.repeat(9_999)]: '' })).length,
    ).toBeLessThan(3_000);
  });

  test('refuses what is deeper than the stack', () => {
    const deep: unknown = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000));
    expect(problemOf(z.json(), deep)).toMatchObject({ status: 400, code: 'too-deep' });
  });
});

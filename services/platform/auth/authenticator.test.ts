import { describe, expect, test } from '@jest/globals';
import { AppError } from '../http/app-error.ts';
import { createAuthenticator, staticToken, type TokenReader } from './authenticator.ts';

const service = { id: 'importer', role: 'service' } as const;
const admin = { id: 'root', role: 'admin' } as const;
const authenticator = createAuthenticator([
  staticToken('service-token', service),
  staticToken('admin-token', admin),
]);

const refusalOf = async (authorization: string | undefined): Promise<AppError> => {
  const asked = authenticator.require(authorization, ['admin', 'analyst']);
  const error: unknown = await asked.then(
    () => 'let in',
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw new Error(String(error));
};

describe('an authenticator', () => {
  test.each([
    ['Bearer admin-token', admin],
    ['bearer admin-token', admin],
    ['Bearer service-token', service],
  ])('knows who says %s', async (authorization, principal) => {
    expect(await authenticator.require(authorization, ['service', 'admin'])).toEqual(principal);
  });

  test.each([
    [undefined],
    [''],
    ['Bearer'],
    ['Bearer '],
    ['admin-token'],
    ['Basic admin-token'],
    ['Bearer admin-token extra'],
    ['Bearer admin-token\n'],
    ['Bearer admin-toke'],
    ['Bearer admin-token2'],
    [`Bearer ${'x'.repeat(100_000)}`],
  ])('has 401 for %.40p', async (authorization) => {
    const { status, code, headers } = await refusalOf(authorization);
    expect({ status, code }).toEqual({ status: 401, code: 'unauthorized' });
    expect(headers).toEqual({ 'WWW-Authenticate': 'Bearer realm="relish"' });
  });

  test('has 403 for the wrong role, and says which are right', async () => {
    const { status, code, message } = await refusalOf('Bearer service-token');
    expect({ status, code }).toEqual({ status: 403, code: 'forbidden' });
    expect(message).toBe('This needs the role admin or analyst; you are service.');
  });

  test('never repeats a token', async () => {
    for (const token of ['service-token', 'wrong-token'])
      expect(JSON.stringify((await refusalOf(`Bearer ${token}`)).toProblem())).not.toContain(token);
  });

  test('takes the first reader that knows the token', async () => {
    const asked: string[] = [];
    const reader =
      (name: string, knows: boolean): TokenReader =>
      (token) => {
        asked.push(`${name} ${token}`);
        return Promise.resolve(knows ? { id: name, role: 'analyst' } : undefined);
      };
    const chain = createAuthenticator([reader('a', false), reader('b', true), reader('c', true)]);
    expect(await chain.require('Bearer t', ['analyst'])).toEqual({ id: 'b', role: 'analyst' });
    expect(asked).toEqual(['a t', 'b t']);
  });
});

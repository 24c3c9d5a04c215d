import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { demoPeople } from './demo-people.ts';
import { QUICK } from './passcode.ts';
import { openPeopleFile } from './people-file.ts';
import { createPeople } from './people.ts';

const ada = { accountId: 'ada', name: 'Ada', role: 'customer', passcode: 'swordfish' } as const;
const demo = { people: demoPeople, passcode: 'relish' };

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'people-'));
});
afterEach(() => rm(folder, { recursive: true }));

const open = (options: { demo?: typeof demo } = {}) =>
  createPeople({ store: openPeopleFile(folder), cost: QUICK, ...options });
const stored = () => readFile(path.join(folder, 'people.json'), 'utf8');

describe('people', () => {
  test('who was added can sign in with the passcode, also after a restart', async () => {
    await (await open()).add(ada);
    const people = await open();
    expect(await people.check('ada', 'swordfish')).toEqual({
      accountId: 'ada',
      name: 'Ada',
      role: 'customer',
    });
    expect(await people.check('ada', 'swordfisH')).toBeUndefined();
    expect(await people.check('eve', 'swordfish')).toBeUndefined();
  });

  test('the file is private and holds no passcode', async () => {
    await (await open()).add(ada);
    expect((await stat(path.join(folder, 'people.json'))).mode & 0o777).toBe(0o600);
    expect(await stored()).not.toContain('swordfish');
  });

  test('an account is given once, however many ask at once', async () => {
    const people = await open({ demo });
    const added = await Promise.allSettled([people.add(ada), people.add({ ...ada, name: 'Eve' })]);
    expect(added.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(people.add(ada)).rejects.toMatchObject({ status: 409, code: 'account-exists' });
    await expect(people.add({ ...ada, accountId: 'e-01' })).rejects.toMatchObject({ status: 409 });
  });

  test('simulated people are never written, and are gone where the demo is off', async () => {
    const people = await open({ demo });
    expect(await people.check('e-01', 'relish')).toMatchObject({ accountId: 'e-01', role: 'customer' });
    await people.add(ada);
    expect(await stored()).not.toContain('e-01');
    const real = await open();
    expect(await real.check('e-01', 'relish')).toBeUndefined();
    expect(real.nameOf('e-01')).toBe('e-01');
    expect(real.nameOf('ada')).toBe('Ada');
  });

  test('a real person with the id of a simulated one stays real and stays written', async () => {
    await (await open()).add({ ...ada, accountId: 'e-01' });
    const people = await open({ demo });
    expect(people.nameOf('e-01')).toBe('Ada');
    expect(people.page({ limit: 1, search: 'e-01' }).rows).toMatchObject([{ name: 'Ada' }]);
    await people.add({ ...ada, accountId: 'bob' });
    expect((await open()).nameOf('e-01')).toBe('Ada');
  });

  test('a damaged file is a clear error, not an empty shop', async () => {
    await writeFile(path.join(folder, 'people.json'), '[{"accountId":"ada"');
    await expect(open()).rejects.toThrow(/people\.json can't be read/);
    await writeFile(path.join(folder, 'people.json'), '[{"accountId":"ada","name":"Ada","role":"customer"}]');
    await expect(open()).rejects.toThrow(/people\.json can't be read/);
  });

  test('pages lead through everybody once, and the search looks at names and ids', async () => {
    const people = await open({ demo });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = people.page({ limit: 20, ...(cursor !== undefined && { cursor }) });
      expect(page.total).toBe(demoPeople.length);
      seen.push(...page.rows.map(({ accountId }) => accountId));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toEqual(demoPeople.map(({ accountId }) => accountId).sort());
    expect(people.page({ limit: 20, search: 'LINDQV' })).toMatchObject({
      total: 1,
      rows: [{ accountId: 'e-01' }],
    });
    expect(people.page({ limit: 20, search: 'e-6' }).total).toBe(1);
  });
});

describe('demo people', () => {
  test('60 employees with names of their own, and one of each other role', () => {
    expect(demoPeople.filter(({ role }) => role === 'customer')).toHaveLength(60);
    expect(new Set(demoPeople.map(({ name }) => name)).size).toBe(demoPeople.length);
    expect(demoPeople.map(({ accountId }) => accountId)).toEqual(
      expect.arrayContaining(['e-01', 'e-60', 'operator', 'analyst', 'admin']),
    );
  });
});

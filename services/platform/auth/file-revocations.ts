import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import {
  MAX_REVOKED,
  revocation,
  tooManySignOuts,
  type Revocation,
  type Revocations,
} from './revocations.ts';

const toLine = ({ jti, exp }: Revocation): string => `${jti} ${exp}\n`;

/** Lines that don't parse are what a power cut left of the last one: it was never confirmed. */
const parse = (text: string): Revocation[] =>
  text.split('\n').flatMap((line) => {
    const [jti, exp] = line.split(' ');
    const parsed = revocation.safeParse({ jti, exp: Number(exp) });
    return parsed.success ? [parsed.data] : [];
  });

const rewrite = (file: string, revocations: readonly Revocation[]): void => {
  const draft = `${file}.draft`;
  writeFileSync(draft, revocations.map(toLine).join(''), { mode: 0o600, flush: true });
  renameSync(draft, file);
};

interface FileOptions {
  /** Milliseconds. */
  readonly now: () => number;
  /** How many are kept: memory is bounded, and one that is kept is never forgotten for another. For tests. */
  readonly max?: number;
}

/** Revocations in memory and in a file that only grows while Relish runs: for one process. */
export const openFileRevocations = (file: string, { now, max = MAX_REVOKED }: FileOptions): Revocations => {
  mkdirSync(path.dirname(file), { recursive: true });
  const isOn = ({ exp }: Pick<Revocation, 'exp'>): boolean => exp * 1000 > now();
  const kept = (existsSync(file) ? parse(readFileSync(file, 'utf8')) : []).filter(isOn);
  rewrite(file, kept);
  const revoked = new Map(kept.map(({ jti, exp }) => [jti, exp]));

  const makeRoom = (): void => {
    if (revoked.size < max) return;
    for (const [jti, exp] of revoked) if (!isOn({ exp })) revoked.delete(jti);
    if (revoked.size < max) return;
    throw tooManySignOuts();
  };

  return {
    has: (jti) => revoked.has(jti),
    async add({ jti, exp }) {
      if (revoked.has(jti)) return;
      makeRoom();
      await appendFile(file, toLine({ jti, exp }), { mode: 0o600, flush: true });
      revoked.set(jti, exp);
    },
  };
};

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../http/app-error.ts';

/** A session that was signed out: its id, and the second at which it would have ended by itself. */
const revocation = z.object({ jti: z.uuid(), exp: z.int() });
type Revocation = z.infer<typeof revocation>;

export interface Revocations {
  has(jti: string): boolean;
  /** Durable when it resolves. @throws AppError 503 `too-many-sign-outs` */
  add(revoked: Revocation): Promise<void>;
}

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

/**
 * The sessions that were signed out and are not over, in memory and in a file that only grows while Relish runs.
 * @param now milliseconds
 * @param max how many are kept: memory is bounded, and one that is kept is never forgotten for another
 */
export const openRevocations = (file: string, now: () => number, max: number): Revocations => {
  mkdirSync(path.dirname(file), { recursive: true });
  const isOn = ({ exp }: Pick<Revocation, 'exp'>): boolean => exp * 1000 > now();
  const kept = (existsSync(file) ? parse(readFileSync(file, 'utf8')) : []).filter(isOn);
  rewrite(file, kept);
  const revoked = new Map(kept.map(({ jti, exp }) => [jti, exp]));

  const makeRoom = (): void => {
    if (revoked.size < max) return;
    for (const [jti, exp] of revoked) if (!isOn({ exp })) revoked.delete(jti);
    if (revoked.size < max) return;
    throw new AppError(503, 'too-many-sign-outs', 'Too many people signed out today: try again later.', {
      headers: { 'Retry-After': '600' },
    });
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

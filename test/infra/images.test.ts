import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { readSettings } from '../../infra/kubernetes/settings.ts';

const read = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../infra/${name}`, import.meta.url)), 'utf8');

/** Major, minor and patch, and perhaps what it stands on: `redis:7.4.6-bookworm`; a digest says all. */
const EXACT = /^[a-z0-9./-]+:v?\d+\.\d+\.\d+(-[a-z0-9.-]+)?(@sha256:[0-9a-f]{64})?$/;
/** As Go names what has no release: with the time and the commit. */
const EXACT_MODULE = /^v\d+\.\d+\.\d+(-\d{14}-[0-9a-f]{12})?$/;
/** Built here, from the Dockerfile. */
const OURS = /^relish(-[a-z-]+)?(:|$)/;

const dockerfile = read('Dockerfile');
const argumentsOf = (text: string) =>
  new Map([...text.matchAll(/^ARG (\w+)=(\S+)$/gm)].map(([, name, value]) => [name!, value!]));
const defaults = argumentsOf(dockerfile);
const stages = [...dockerfile.matchAll(/^FROM \S+ AS (\S+)$/gm)].map(([, name]) => name!);

/** What the Dockerfile starts from, with its arguments put in. */
const basesOf = (text: string): string[] =>
  [...text.matchAll(/^FROM (\S+)/gm)].map(([, image]) =>
    image!.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => defaults.get(name) ?? `no ${name}`),
  );
const unpinned = (images: readonly string[]) => images.filter((image) => !EXACT.test(image));

describe('what images are made of', () => {
  test('are images of an exact version', () => {
    const bases = basesOf(dockerfile).filter((image) => !stages.includes(image));
    expect(bases.length).toBeGreaterThan(4);
    expect(unpinned(bases)).toEqual([]);
  });

  test('and programs of an exact version', () => {
    const installed = [...dockerfile.matchAll(/go install .*"[^"@]+@\$\{(\w+)\}"/g)];
    expect(installed).toHaveLength(2);
    expect(dockerfile).not.toMatch(/@latest/);
    for (const [, name] of installed) expect(defaults.get(name!)).toMatch(EXACT_MODULE);
  });

  test('in compose.yaml and Kubernetes, too', () => {
    const file = z.object({ services: z.record(z.string(), z.object({ image: z.string() })) });
    const { services } = file.parse(parse(read('compose.yaml'), { merge: true }));
    const composed = Object.values(services).map(({ image }) => image);
    const images = [...composed, ...Object.values(readSettings({}).images)];
    expect(images.filter((image) => OURS.test(image)).length).toBeGreaterThan(4);
    expect(unpinned(images.filter((image) => !OURS.test(image)))).toEqual([]);
  });

  test.each(['redis', 'redis:latest', 'redis:7', 'redis:7.4', 'redis:7.4-bookworm', 'node:lts-slim'])(
    'and not %s, which is another one tomorrow',
    (image) => {
      expect(unpinned([image])).toEqual([image]);
    },
  );
});

/** `npm run infra:kubernetes [-- settings.json]`: writes .build/kubernetes/relish.yaml. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { relishManifests } from './relish-manifests.ts';
import { readSettings } from './settings.ts';

const [, , file] = process.argv;
const folder = new URL('../../.build/kubernetes/', import.meta.url);
const target = new URL('relish.yaml', folder);

const settings = readSettings(file === undefined ? {} : JSON.parse(readFileSync(file, 'utf8')));
mkdirSync(folder, { recursive: true });
writeFileSync(target, relishManifests(settings));
console.log(
  `Wrote ${fileURLToPath(target)}. Look at it, then: kubectl apply --server-side --filename .build/kubernetes/relish.yaml`,
);

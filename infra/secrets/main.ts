/** `npm run infra:secrets`: what compose.yaml mounts. */
import { fileURLToPath } from 'node:url';
import { makeSecrets } from './make-secrets.ts';

const folder = fileURLToPath(new URL('../../.data/secrets', import.meta.url));

console.log(
  makeSecrets(folder)
    ? `Made all secrets in ${folder}. Keep a copy where you keep secrets: the data can't be read without them.`
    : `The secrets in ${folder} stay as they are. For new ones move that folder away first.`,
);

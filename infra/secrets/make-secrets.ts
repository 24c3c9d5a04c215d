import { createHash, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const USERS = ['ordering', 'recommender', 'restore'] as const;
const TEMPLATE = fileURLToPath(new URL('../redis/users.acl.template', import.meta.url));
/** 32 bytes, as the session secret wants at least. */
const newSecret = (): string => randomBytes(32).toString('hex');

/** Redis' users with their passwords, of which the file holds digests only. */
const aclOf = (passwords: Readonly<Record<(typeof USERS)[number], string>>): string =>
  USERS.reduce(
    (text, user) =>
      text.replaceAll(`{{${user}}}`, createHash('sha256').update(passwords[user]).digest('hex')),
    readFileSync(TEMPLATE, 'utf8'),
  );

const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();
/** As RELISH_TRUSTED_KEYS has it. */
const idOf = (key: KeyObject): string =>
  `ed25519:${Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex')}`;

const secretsFor = (redisHost: string): Readonly<Record<string, string>> => {
  const passwords = { ordering: newSecret(), recommender: newSecret(), restore: newSecret() };
  const keys = { ordering: generateKeyPairSync('ed25519'), recommender: generateKeyPairSync('ed25519') };
  return {
    'service-token': newSecret(),
    'admin-token': newSecret(),
    'session-secret': newSecret(),
    'origin-secret': newSecret(),
    'signing-key-ordering': pemOf(keys.ordering.privateKey),
    'signing-key-recommender': pemOf(keys.recommender.privateKey),
    // No secret: each service signs its own stream, and both have to believe the other's signature.
    'trusted-keys.env': `RELISH_TRUSTED_KEYS=${idOf(keys.ordering.publicKey)},${idOf(keys.recommender.publicKey)}\n`,
    'redis-users': aclOf(passwords),
    'redis-url-ordering': `redis://ordering:${passwords.ordering}@${redisHost}`,
    'redis-url-recommender': `redis://recommender:${passwords.recommender}@${redisHost}`,
    // An operator's: no service mounts it.
    'redis-url-restore': `redis://restore:${passwords.restore}@${redisHost}`,
    'minio-root-user': 'relish-root',
    'minio-root-password': newSecret(),
    's3-ordering': newSecret(),
    's3-recommender': newSecret(),
  };
};

/**
 * Makes all secrets of an installation, one a file, in a folder for its owner alone. The files can be read by all who
 * get to them, because they are mounted one by one for users that exist in containers only.
 * @returns false if the folder is there already: what runs knows those secrets, so they stay
 */
export const makeSecrets = (folder: string, redisHost = 'redis:6379'): boolean => {
  if (existsSync(folder)) return false;
  // All or none: half a set would be taken for a whole one the next time.
  const made = `${folder}.${process.pid}`;
  mkdirSync(dirname(folder), { recursive: true, mode: 0o700 });
  mkdirSync(made, { mode: 0o700 });
  try {
    for (const [name, secret] of Object.entries(secretsFor(redisHost)))
      writeFileSync(join(made, name), secret, { mode: 0o444 });
    renameSync(made, folder);
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    throw error;
  }
  return true;
};

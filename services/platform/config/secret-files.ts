import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Whatever is secret, or may hold a password; each also as NAME_FILE, a path. */
const SECRETS = [
  'RELISH_SERVICE_TOKEN',
  'RELISH_ADMIN_TOKEN',
  'RELISH_SESSION_SECRET',
  'RELISH_ORIGIN_SECRET',
  'RELISH_SIGNING_KEY',
  'RELISH_DEMO_PASSCODE',
  'REDIS_URL',
  'S3_SECRET_KEY',
  'OPENLINEAGE_API_KEY',
] as const;

/** A private key in PEM is the longest of them, with room to spare. */
const MAX_BYTES = 16_384;

/** A variable that is wrong, and what it may be. */
interface Issue {
  readonly path: readonly string[];
  readonly message: string;
}

const readWhole = (file: string): string => {
  const descriptor = openSync(file, 'r');
  try {
    // A pipe would be waited for, without end perhaps.
    if (!fstatSync(descriptor).isFile()) throw new Error('it is no plain file');
    const bytes = Buffer.alloc(MAX_BYTES + 1);
    let size = 0;
    for (let read = -1; read !== 0 && size < bytes.length; size += read)
      read = readSync(descriptor, bytes, size, bytes.length - size, null);
    if (size > MAX_BYTES) throw new Error(`it is larger than ${MAX_BYTES} bytes`);
    return bytes.toString('utf8', 0, size);
  } finally {
    closeSync(descriptor);
  }
};

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * The environment with the secrets that it only names: NAME_FILE is a path, as Docker and Kubernetes hand secrets
 * out. The file is read once, now; a newline at its end is an editor's, not the secret's.
 * @returns what is wrong as well: a file that can't be read, a secret that is given twice
 */
export const readSecretFiles = (
  environment: NodeJS.ProcessEnv,
): { readonly environment: NodeJS.ProcessEnv; readonly issues: readonly Issue[] } => {
  const read: Record<string, string> = {};
  const issues: Issue[] = [];
  for (const name of SECRETS) {
    const variable = `${name}_FILE`;
    const file = environment[variable];
    if (file === undefined) continue;
    if (environment[name] !== undefined) {
      issues.push({ path: [variable], message: `${name} is set as well: set one of them` });
      continue;
    }
    try {
      read[name] = readWhole(file).replace(/\r?\n$/, '');
    } catch (error) {
      issues.push({ path: [variable], message: `the file can't be read: ${reasonOf(error)}` });
    }
  }
  return { environment: { ...environment, ...read }, issues };
};

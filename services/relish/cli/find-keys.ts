import type { Config } from '../../platform/config/config.ts';
import { createSigner, findSigner, openSigner, type Signer } from '../../platform/signing/signer.ts';
import { type TrustedKeys, trustKeys } from '../../platform/signing/trusted-keys.ts';
import { CliError } from './cli-error.ts';

const givenSigner = ({ RELISH_SIGNING_KEY: pem }: Config): Signer | undefined =>
  pem === undefined ? undefined : createSigner(pem, 'RELISH_SIGNING_KEY');

/** The environment's signer, or that of the data folder, whose key is made on first use. */
export const signerOf = async (config: Config): Promise<Signer> =>
  givenSigner(config) ?? (await openSigner(config.RELISH_DATA));

/**
 * Whose signatures count: the keys that were said, those of the environment, and the data folder's own. Never one
 * that lies with what it signed.
 * @throws AppError 400 `invalid-key`
 */
export const knownKeys = async (config: Config, said: readonly string[]): Promise<TrustedKeys> => {
  const signer = givenSigner(config) ?? (await findSigner(config.RELISH_DATA));
  const ids = [...said, ...config.RELISH_TRUSTED_KEYS];
  return new Map([...trustKeys(ids), ...(signer?.trusted ?? [])]);
};

/** The same where one is needed. @throws CliError if there are none, AppError 400 `invalid-key` */
export const trustedBy = async (config: Config, said: readonly string[]): Promise<TrustedKeys> => {
  const trusted = await knownKeys(config, said);
  if (trusted.size > 0) return trusted;
  const detail =
    'Whose signature counts? Say --key ed25519:… as relish backup printed it, or set RELISH_TRUSTED_KEYS.';
  throw new CliError(detail);
};

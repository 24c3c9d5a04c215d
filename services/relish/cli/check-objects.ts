import { type StoreReport, verifyStore } from '../../platform/backup/verify-store.ts';
import type { ObjectStore } from '../../platform/object-store/object-store.ts';
import type { TrustedKeys } from '../../platform/signing/trusted-keys.ts';
import { CliError } from './cli-error.ts';
import { showProgress } from './show-progress.ts';
import { inWords, type Terminal } from './terminal.ts';

interface CheckObjects {
  readonly store: ObjectStore;
  readonly trusted: TrustedKeys;
  readonly reach?: ReadonlyMap<string, number>;
}

/** Verifies what is kept of logs, and shows how far it is. @throws CliError when it was stopped */
export const checkObjects = async (objects: CheckObjects, terminal: Terminal): Promise<StoreReport> => {
  const { stop } = terminal;
  let seen = { stream: 'backups', checked: 0, total: 0 };
  const progress = showProgress('Verifying', terminal, () => {
    const { stream, checked, total } = seen;
    const share = total === 0 ? 0 : checked / total;
    return { share, text: `${stream}: ${inWords(checked)} of ${inWords(total)} segments` };
  });
  try {
    return await verifyStore(objects.store, {
      ...objects,
      signal: stop,
      onProgress: (stream, checked, total) => (seen = { stream, checked, total }),
    });
  } catch (error) {
    if (!stop.aborted) throw error;
    throw new CliError('Stopped before everything was verified.', { cause: error });
  } finally {
    progress.end();
  }
};

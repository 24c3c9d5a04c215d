import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFileRevocations } from '../../services/platform/auth/file-revocations.ts';
import { describeRevocations } from './revocations-contract.ts';

describeRevocations('in a file', async (options) => {
  const folder = await mkdtemp(join(tmpdir(), 'relish-revocations-'));
  const open = () => openFileRevocations(join(folder, 'signed-out'), options);
  return {
    revocations: open(),
    reopen: () => Promise.resolve(open()),
    dispose: () => rm(folder, { recursive: true }),
  };
});

import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const filesOfRepository = () => {
  const options = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const names = execFileSync('git', options, { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean);
  return names.filter((name) => existsSync(join(ROOT, name)));
};

/**
 * A copy of the repository as it lies there, or of the files of it that are wanted, with the packages of the original,
 * gone when the process ends. `edit` returns what undoes it.
 * @param {(name: string) => boolean} isWanted
 * @returns {{ folder: string, write(files: Record<string, string>): void,
 *   edit(name: string, change: (text: string) => string): () => void }}
 */
export const copyRepository = (isWanted = () => true) => {
  const folder = mkdtempSync(join(tmpdir(), 'relish-gates-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  for (const name of filesOfRepository().filter(isWanted)) cpSync(join(ROOT, name), join(folder, name));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  // The layout gate asks git what there is.
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  const write = (files) => {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
  };
  const edit = (name, change) => {
    const before = readFileSync(join(folder, name), 'utf8');
    write({ [name]: change(before) });
    return () => write({ [name]: before });
  };
  return { folder, write, edit };
};

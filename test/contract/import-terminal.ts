import { PassThrough, Readable } from 'node:stream';
import { runRelish } from '../../services/relish/cli/run-relish.ts';

const collect = (stream: PassThrough): (() => string) => {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
};

interface Options {
  readonly environment?: NodeJS.ProcessEnv;
  readonly stdin?: Readable;
  readonly stop?: AbortSignal;
}

/** Runs the command line in this process, and gives what a person would have seen. */
export const relish = async (words: readonly string[], options: Options = {}) => {
  const { environment = {}, stdin = Readable.from([]), stop = new AbortController().signal } = options;
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const [out, err] = [collect(stdout), collect(stderr)];
  const code = await runRelish(words, { stdin, out: stdout, err: stderr, environment, stop });
  return { code, out: out(), err: err() };
};

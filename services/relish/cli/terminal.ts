import type { Readable, Writable } from 'node:stream';

/** All that a command has of the world: so it runs in a test as it does in a shell. */
export interface Terminal {
  readonly stdin: Readable;
  /** Results. */
  readonly out: Writable;
  /** Progress and errors. */
  readonly err: Writable & { readonly isTTY?: boolean };
  readonly environment: NodeJS.ProcessEnv;
  /** Aborts when the person has had enough. */
  readonly stop: AbortSignal;
}

/** 0: done. 1: something was refused or failed, and was said. 2: wrong usage. */
export type ExitCode = 0 | 1 | 2;

export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly help: string;
  /** @throws CliError, ImportError: known ends of a command */
  run(parameters: readonly string[], terminal: Terminal): Promise<ExitCode>;
}

export const say = (stream: Writable, text: string): void => {
  stream.write(`${text}\n`);
};

export const inWords = (number: number): string => number.toLocaleString('en-GB');

import { STATUS_CODES } from 'node:http';
import type { Problem } from '../../contracts/http/problem.ts';

interface AppErrorOptions {
  readonly facts?: Problem['facts'];
  readonly errors?: Problem['errors'];
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** An error that a caller may see: a stable `code` for programs, a message that names the way out. */
export class AppError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly #options: AppErrorOptions;

  constructor(status: number, code: string, detail: string, options: AppErrorOptions = {}) {
    super(detail, { cause: options.cause });
    this.name = 'AppError';
    this.status = status;
    this.code = code;
    this.headers = options.headers ?? {};
    this.#options = options;
  }

  toProblem(): Problem {
    const { facts, errors } = this.#options;
    return {
      type: `urn:relish:problem:${this.code}`,
      title: STATUS_CODES[this.status] ?? 'Error',
      status: this.status,
      code: this.code,
      detail: this.message,
      ...(errors && { errors }),
      ...(facts && { facts }),
    };
  }
}

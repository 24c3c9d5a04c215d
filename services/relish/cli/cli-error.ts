/** Ends a command with a message that names the way out, without a stack trace. */
export class CliError extends Error {
  override readonly name: string = 'CliError';
}

/** The command was written wrongly. */
export class UsageError extends CliError {
  override readonly name = 'UsageError';
}

/** It may work when tried again: nobody answers, or the service is busy. */
export class RetryableError extends CliError {
  override readonly name = 'RetryableError';
  /** How long the service asked to be left alone. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: { retryAfterMs?: number | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs;
  }
}

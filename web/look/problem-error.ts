import type { Problem } from '../../services/contracts/http/problem.ts';

/** A call that failed, with the problem to show. `problem.status` is 0 when no answer came at all. */
export class ProblemError extends Error {
  readonly problem: Problem;
  /** From Retry-After: when it makes sense to try again. */
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: Problem, retryAfterSeconds?: number) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** A problem that arises on this side of the wire. */
export const localProblem = (status: number, code: string, title: string, detail: string): Problem => ({
  type: `urn:relish:problem:${code}`,
  title,
  status,
  code,
  detail,
});

/** The problem in whatever was thrown. */
export const problemOf = (error: unknown): Problem =>
  error instanceof ProblemError
    ? error.problem
    : localProblem(0, 'unexpected', 'Something went wrong here', 'Reload the page and try again.');

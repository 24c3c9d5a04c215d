import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { isHttpError } from 'http-errors';
import type { Logger } from 'pino';
import { AppError } from './app-error.ts';

const codes: Readonly<Record<string, string>> = {
  'entity.parse.failed': 'not-json',
  'entity.too.large': 'too-large',
  'encoding.unsupported': 'unsupported-encoding',
  'charset.unsupported': 'unsupported-charset',
};

/** Express marks what it could not decode in a path so; it isn't one of its HTTP errors. */
const isUndecodable = (error: unknown): boolean =>
  error instanceof URIError && 'status' in error && error.status === 400;

const toAppError = (error: unknown): AppError | undefined => {
  if (error instanceof AppError) return error;
  if (isUndecodable(error))
    return new AppError(400, 'bad-path', 'The path has a % that is not followed by two hex digits of UTF-8.');
  if (!isHttpError(error) || !error.expose) return undefined;
  const code = codes[String(error['type'])] ?? 'http-error';
  return new AppError(error.statusCode, code, error.message, { cause: error });
};

/** Answers with a problem, and says nothing in the log. */
export const answerProblem = (response: Response, error: AppError): void => {
  response
    .status(error.status)
    .set(error.headers)
    .type('application/problem+json')
    .send(JSON.stringify(error.toProblem()));
};

/** The one place where errors become answers: what may be seen is sent, the rest is logged with its trace. */
export const sendProblem =
  (logger: Logger): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const known = toAppError(error);
    if (!known || known.status >= 500)
      logger.error({ err: error, method: request.method, path: request.path }, 'request failed');
    answerProblem(
      response,
      known ?? new AppError(500, 'internal', 'Something went wrong here. It has been logged.'),
    );
  };

export const notFound: RequestHandler = (request) => {
  throw new AppError(404, 'not-found', `There is no ${request.method} ${request.path.slice(0, 200)}.`);
};

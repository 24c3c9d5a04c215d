import express, { type RequestHandler } from 'express';
import { AppError } from '../../platform/http/app-error.ts';

const readJson: RequestHandler = express.json({ limit: '64kb' });

/** Reads a JSON body of up to 64 kB; anything else is 415, before it is read. */
export const jsonBody: RequestHandler = (request, response, next) => {
  // `null` is no body at all: what is missing then is told by the parser.
  if (request.is('application/json') === false)
    throw new AppError(415, 'unsupported-media-type', 'Send the body as `Content-Type: application/json`.');
  void readJson(request, response, next);
};

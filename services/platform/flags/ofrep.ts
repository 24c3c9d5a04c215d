import { createHash } from 'node:crypto';
import type { EvaluationContext } from '@openfeature/core';
import express, { type RequestHandler, type Response } from 'express';
import { isHttpError } from 'http-errors';
import { z } from 'zod';
import { evaluateFlag, evaluateFlags, type FlagDefinition } from '../../contracts/http/flags.ts';
import { AppError } from '../http/app-error.ts';
import { REPLIED, type Mount } from '../http/mount.ts';
import { parseRequest } from '../http/parse.ts';
import type { Flags } from './flag-client.ts';
import type { FlagProvider } from './flag-provider.ts';

/** A context describes one account. Rules can walk through what it holds, so it is small. */
const BODY_LIMIT = '8kb';
/** Stands for a body that isn't JSON: OFREP has its own words for that. */
const NOT_JSON = Symbol('not JSON');

interface OfrepOptions {
  /** The definition in force. */
  readonly definition: () => FlagDefinition;
  readonly flags: Flags;
}

/** What is wrong with a request, in OFREP's words. */
interface BadRequest {
  readonly errorCode: 'PARSE_ERROR' | 'INVALID_CONTEXT';
  readonly errorDetails: string;
}

const contextSchema = z.object({ targetingKey: z.string().max(128).optional() }).catchall(z.json());
const requestSchema = z.object({ context: contextSchema.default({}) }).default({ context: {} });

const json: RequestHandler = express.json({ limit: BODY_LIMIT, strict: false });
const readBody: RequestHandler = (request, response, next) => {
  json(request, response, (error?: unknown) => {
    const garbled = isHttpError(error) && error['type'] === 'entity.parse.failed';
    if (garbled) request.body = NOT_JSON;
    next(garbled ? undefined : error);
  });
};

/** The context of a request. A rule on the account holds for callers that know only OpenFeature's own key, too. */
const contextOf = (body: unknown): EvaluationContext => {
  const { targetingKey, ...rest } = parseRequest(requestSchema, body, 'body').context;
  return targetingKey === undefined ? rest : { accountId: targetingKey, ...rest, targetingKey };
};

const readContext = (body: unknown): { context: EvaluationContext } | { bad: BadRequest } => {
  if (body === NOT_JSON) return { bad: { errorCode: 'PARSE_ERROR', errorDetails: 'The body is not JSON.' } };
  try {
    return { context: contextOf(body) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { bad: { errorCode: 'INVALID_CONTEXT', errorDetails: error.message } };
  }
};

/** One flag as OFREP has it: a success (without `value` where the caller's default counts) or a failure. */
const describe = (provider: FlagProvider, key: string, context: EvaluationContext) => {
  const result = provider.evaluate(key, context);
  if (!result) return { key, errorCode: 'FLAG_NOT_FOUND', errorDetails: `There is no flag ${key}.` };
  const { value, variant, reason, errorCode, errorMessage, metadata } = result;
  if (reason === 'ERROR') return { key, errorCode: errorCode ?? 'GENERAL', errorDetails: errorMessage ?? '' };
  return {
    key,
    ...(value !== undefined && { value }),
    reason,
    ...(variant !== undefined && { variant }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
};

const statusOf = (errorCode: string | undefined): number => {
  if (errorCode === undefined) return 200;
  return errorCode === 'FLAG_NOT_FOUND' ? 404 : 400;
};

/** RFC 9110, 13.1.2: weak comparison with any of the tags. */
const matches = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? '').split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));

/** The tag is of the body: the same definition answers differently in another context. */
const sendTagged = (response: Response, ifNoneMatch: string | undefined, answer: object): void => {
  const body = JSON.stringify(answer);
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  response.set('ETag', etag);
  if (matches(ifNoneMatch, etag)) response.status(304).end();
  else response.status(200).type('application/json').send(body);
};

/**
 * OpenFeature's remote evaluation protocol (OFREP 0.3.0): the flags as this shop evaluates them, for callers in any
 * language. Flag errors have OFREP's shapes; who may not ask gets a problem, as everywhere. No CORS: browsers ask
 * from the same origin.
 */
export const mountOfrep = (mount: Mount, { definition, flags }: OfrepOptions): void => {
  const provider = () => flags.providerFor(definition());
  // Bodies and keys are judged here rather than by the mount, which would answer with problems.
  const body = z.unknown();

  mount(
    { ...evaluateFlag, params: z.object({ key: z.string() }), body },
    ({ params: { key }, body: sent, response }) => {
      const read = readContext(sent);
      const answer = 'bad' in read ? { key, ...read.bad } : describe(provider(), key, read.context);
      response.status(statusOf('errorCode' in answer ? answer.errorCode : undefined)).json(answer);
      return REPLIED;
    },
    { bodyParser: readBody },
  );

  mount(
    { ...evaluateFlags, body },
    ({ body: sent, request, response }) => {
      const read = readContext(sent);
      if ('bad' in read) response.status(400).json(read.bad);
      else {
        const current = provider();
        const all = current.keys.map((key) => describe(current, key, read.context));
        sendTagged(response, request.get('If-None-Match'), { flags: all });
      }
      return REPLIED;
    },
    { bodyParser: readBody },
  );
};

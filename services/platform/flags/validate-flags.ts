import { MemoryStorage } from '@openfeature/flagd-core';
import { z } from 'zod';
import type { FlagDefinition } from '../../contracts/http/flags.ts';
import { AppError } from '../http/app-error.ts';
import { checkTargeting } from './check-targeting.ts';
import { oneOf, quoted, type FieldError } from './field-errors.ts';

const MAX_FLAGS = 100;
const MAX_VARIANTS = 50;
const MAX_BYTES = 65_536;
/** At most this many errors in one problem: an answer is bounded whatever was sent. */
const MAX_ERRORS = 20;
const MAX_PATH = 200;

type Flag = FlagDefinition[string];
type Errors = Iterable<FieldError>;

const silent = { error() {}, warn() {}, info() {}, debug() {} };

function* checkFlag(flag: Flag, path: string): Errors {
  const names = new Set(Object.keys(flag.variants));
  const types = new Set(Object.values(flag.variants).map((value) => typeof value));
  if (names.size === 0 || names.size > MAX_VARIANTS)
    yield { path: `${path}.variants`, message: `1 to ${MAX_VARIANTS} variants, not ${names.size}` };
  if (types.size > 1)
    yield { path: `${path}.variants`, message: `variants of one type, not ${[...types].join(' and ')}` };
  if (!names.has(flag.defaultVariant))
    yield {
      path: `${path}.defaultVariant`,
      message: `${quoted(flag.defaultVariant)} is no variant; one of ${oneOf(names)}`,
    };
  if (flag.targeting) yield* checkTargeting(flag.targeting, names, `${path}.targeting`);
}

function* checkDefinition(definition: FlagDefinition): Errors {
  const bytes = Buffer.byteLength(JSON.stringify(definition));
  const flags = Object.entries(definition);
  if (bytes > MAX_BYTES) yield { path: 'flags', message: `at most ${MAX_BYTES} bytes of JSON, not ${bytes}` };
  else if (flags.length > MAX_FLAGS)
    yield { path: 'flags', message: `at most ${MAX_FLAGS} flags, not ${flags.length}` };
  else for (const [key, flag] of flags) yield* checkFlag(flag, `flags.${key}`);
}

const schemaIssues = z.array(z.object({ instancePath: z.string(), message: z.string() }));
const SCHEMA_ERRORS = /^invalid flagd flag configuration: (\[.*\])$/s;

/** The deepest complaints of flagd's schema; the others only say that no alternative matched. */
const schemaErrors = (list: string): FieldError[] => {
  const issues = schemaIssues.parse(JSON.parse(list));
  const deepest = Math.max(...issues.map(({ instancePath }) => instancePath.split('/').length));
  const found = issues.filter(({ instancePath }) => instancePath.split('/').length === deepest);
  return found.map((issue) => ({
    path: issue.instancePath.slice(1).replaceAll('/', '.'),
    message: `flagd's schema: ${issue.message}`,
  }));
};

/** What flagd's own JSON schema says; the evaluator by itself would only log it. */
const checkSchema = (definition: FlagDefinition): readonly FieldError[] => {
  try {
    const storage = new MemoryStorage(silent, { disableDynamicCodeGeneration: true });
    storage.setConfigurations(JSON.stringify({ flags: definition }), true);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const list = SCHEMA_ERRORS.exec(message)?.[1];
    return list ? schemaErrors(list) : [{ path: 'flags', message }];
  }
};

const firstOf = (errors: Errors, limit: number): FieldError[] => {
  const first: FieldError[] = [];
  const seen = new Set<string>();
  for (const { path, message } of errors) {
    const error = { path: path.slice(0, MAX_PATH), message };
    const text = JSON.stringify(error);
    if (seen.has(text)) continue;
    seen.add(text);
    first.push(error);
    if (first.length === limit) break;
  }
  return first;
};

/**
 * Whether a definition may go live. flagd itself takes nearly everything and then answers with defaults, so what
 * is not caught here fails in silence, for everybody.
 * @throws AppError 422 `invalid-flags`, with the path of each error (as sent to `PUT /v1/flags`) and what it may be
 */
export const validateFlags = (definition: FlagDefinition): void => {
  const own = firstOf(checkDefinition(definition), MAX_ERRORS);
  const errors = own.length > 0 ? own : firstOf(checkSchema(definition), MAX_ERRORS);
  const [first] = errors;
  if (!first) return;
  throw new AppError(422, 'invalid-flags', `The flags are not valid: ${first.path}: ${first.message}.`, {
    errors,
  });
};

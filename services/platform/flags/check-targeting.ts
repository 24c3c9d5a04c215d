import { oneOf, quoted, type FieldError } from './field-errors.ts';
import { resultsOf, ruleOf, type Logic } from './targeting-results.ts';

const MAX_DEPTH = 32;
/** flagd gives up on larger sums, and then serves the default without a word. */
const MAX_WEIGHT_SUM = 2_147_483_647;

const ITERATORS = new Set(['map', 'filter', 'reduce', 'all', 'none', 'some']);
/** The operators of flagd's targeting schema (flagd.dev/schema/v0/targeting.json). The engine knows more. */
const OPERATORS = new Set([
  ...'if and or ! !! == === != !== > >= < <= + - * / % min max cat substr merge in'.split(' '),
  ...'var missing missing_some fractional starts_with ends_with sem_ver'.split(' '),
  ...ITERATORS,
]);

interface Place {
  readonly path: string;
  readonly depth: number;
  readonly iterating: boolean;
}

type Errors = Iterable<FieldError>;

function* checkWeights(buckets: readonly (readonly unknown[])[], path: string): Errors {
  let sum = 0;
  for (const [index, bucket] of buckets.entries()) {
    const weight = bucket.length > 1 ? bucket[1] : 1;
    if (!Number.isSafeInteger(weight) || Number(weight) < 0 || bucket.length > 2)
      yield {
        path,
        message: `bucket ${index}: a bucket is [variant, weight] with a whole weight of 0 or more, not ${quoted(bucket)}; use parts of 10000 for fractions of a per cent`,
      };
    else sum += Number(weight);
  }
  if (sum === 0) yield { path, message: 'at least one weight must be over 0' };
  if (sum > MAX_WEIGHT_SUM) yield { path, message: `the weights add up to at most ${MAX_WEIGHT_SUM}` };
}

function* checkFractional(args: readonly Logic[], path: string): Errors {
  const buckets = ruleOf(args[0]) ? args.slice(1) : args;
  if (buckets.length > 0 && buckets.every((bucket) => Array.isArray(bucket) && bucket.length > 0))
    yield* checkWeights(
      buckets.filter((bucket) => Array.isArray(bucket)),
      path,
    );
  else yield { path, message: 'after an optional rule to bucket by, a list of [variant, weight]' };
}

/** Only what comes with the account may decide: a past answer must be computable again, at any later time. */
function* checkVar(args: readonly Logic[], path: string): Errors {
  const [name] = args;
  if (typeof name !== 'string' && typeof name !== 'number')
    yield { path, message: 'the name of a property, written out' };
  else if (/^\$flagd(\.|$)/.test(String(name)) && name !== '$flagd.flagKey')
    yield {
      path,
      message: `${quoted(name)} is not the account's; of $flagd only $flagd.flagKey may be used`,
    };
}

function* checkRule(logic: object, place: Place): Errors {
  const keys = Object.keys(logic);
  const rule = ruleOf(logic);
  if (!rule || keys.length !== 1) {
    yield { path: place.path, message: `a rule has exactly one operator, not ${keys.length}` };
    return;
  }
  const { operator, args } = rule;
  const path = `${place.path}.${operator}`;
  if (!OPERATORS.has(operator)) {
    yield {
      path: place.path,
      message: `unknown operator ${quoted(operator)}; one of ${[...OPERATORS].join(' ')}`,
    };
    return;
  }
  const iterates = ITERATORS.has(operator);
  if (iterates && place.iterating)
    yield { path, message: 'may not be inside another operator that walks through a list' };
  if (operator === 'if' && !Array.isArray(Object.values(logic)[0]))
    yield { path, message: 'a list: condition, result, …, and the result otherwise' };
  if (operator === 'var') yield* checkVar(args, path);
  if (operator === 'fractional') yield* checkFractional(args, path);
  yield* checkAll(args, { path, depth: place.depth + 1, iterating: place.iterating || iterates });
}

function* checkAll(list: readonly Logic[], place: Place): Errors {
  for (const [index, logic] of list.entries())
    yield* checkLogic(logic, { ...place, path: `${place.path}.${index}` });
}

function* checkLogic(logic: Logic, place: Place): Errors {
  if (typeof logic !== 'object' || logic === null) return;
  if (place.depth > MAX_DEPTH)
    yield { path: place.path, message: `rules may be nested at most ${MAX_DEPTH} deep` };
  else if (Array.isArray(logic)) yield* checkAll(logic, { ...place, depth: place.depth + 1 });
  else yield* checkRule(logic, place);
}

/**
 * What is wrong with a targeting, beyond flagd's own schema: unknown operators wherever they stand, weights that
 * flagd would answer with the default in silence, results that are no variant, rules that no one can reproduce.
 */
export function* checkTargeting(targeting: object, variants: ReadonlySet<string>, path: string): Errors {
  // Targeting without rules is flagd's way to say: none.
  if (Object.keys(targeting).length === 0) return;
  const errors = [...checkLogic(targeting, { path, depth: 1, iterating: false })];
  yield* errors;
  // Results are looked for in well-formed rules of bounded depth only.
  if (errors.length > 0) return;
  for (const result of resultsOf(targeting, path))
    if (!variants.has(String(result.value)))
      yield {
        path: result.path,
        message: `gives ${quoted(result.value)}; a variant is one of ${oneOf(variants)}`,
      };
}

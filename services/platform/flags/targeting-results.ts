/** JSON Logic with flagd's operators, as it came: its form is checked in check-targeting.ts. */
export type Logic = unknown;

export interface TargetingResult {
  readonly value: string | number | boolean;
  readonly path: string;
}

/** Operators that give true or false and nothing else. */
const PREDICATES = new Set(
  '== === != !== > >= < <= ! !! in all none some starts_with ends_with sem_ver'.split(' '),
);

/** The operator of a rule and its arguments (one argument may stand without a list), or undefined for a literal. */
export const ruleOf = (logic: Logic): { operator: string; args: readonly Logic[] } | undefined => {
  if (typeof logic !== 'object' || logic === null || Array.isArray(logic)) return undefined;
  const [operator] = Object.keys(logic);
  if (operator === undefined) return undefined;
  const argument: unknown = Reflect.get(logic, operator);
  return { operator, args: Array.isArray(argument) ? argument : [argument] };
};

const isBranch = (index: number, count: number): boolean => index % 2 === 1 || index === count - 1;

/** What `and` and `or` hand on before their last argument: the first falsy one, the first truthy one. */
const passes = (operator: string, value: TargetingResult['value']): boolean =>
  operator === 'or' ? Boolean(value) : !value;

function* connectiveResults(
  operator: string,
  args: readonly Logic[],
  path: string,
): Iterable<TargetingResult> {
  for (const [index, arg] of args.entries()) {
    const last = index === args.length - 1;
    for (const result of resultsOf(arg, `${path}.${index}`))
      if (last || passes(operator, result.value)) yield result;
  }
}

/**
 * The results that a targeting can have, as far as they can be told without running it: literals, branches of
 * `if`, buckets of `fractional`, true and false of comparisons. Computed ones (`var`, `cat`, sums) are left out,
 * null too: it means the default variant.
 */
export function* resultsOf(logic: Logic, path: string): Iterable<TargetingResult> {
  if (typeof logic === 'string' || typeof logic === 'number' || typeof logic === 'boolean') {
    yield { value: logic, path };
    return;
  }
  const rule = ruleOf(logic);
  if (!rule) return;
  const { operator, args } = rule;
  const here = `${path}.${operator}`;
  if (PREDICATES.has(operator)) {
    yield { value: true, path: here };
    yield { value: false, path: here };
  } else if (operator === 'if') {
    for (const [index, branch] of args.entries())
      if (isBranch(index, args.length)) yield* resultsOf(branch, `${here}.${index}`);
  } else if (operator === 'fractional') {
    for (const [index, bucket] of args.entries())
      if (Array.isArray(bucket)) yield* resultsOf(bucket[0], `${here}.${index}.0`);
  } else if (operator === 'and' || operator === 'or') yield* connectiveResults(operator, args, here);
}

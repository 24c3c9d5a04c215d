import type { ContractObject, DataContract } from '../../contracts/data-contract.ts';
import { type Rule, rulesOf } from './contract-rules.ts';
import type { EventDatabase } from './event-database.ts';
import type { PlainValue } from './plain-value.ts';

/** Of a row that breaks a rule, in characters. */
const EXAMPLE = 300;
const EVERY_COLUMN = 1_000;

/** A promise that the data doesn't keep. */
export interface BrokenRule {
  readonly object: string;
  readonly rule: string;
  /** What was counted: mostly the rows that break it. */
  readonly value: number;
  /** A row that does, as JSON, cut off where it is long. */
  readonly example?: string;
}

export interface CheckedContract {
  readonly id: string;
  /** How many rules were asked. */
  readonly rules: number;
  readonly broken: readonly BrokenRule[];
}

interface Check {
  readonly contract: DataContract;
  /** Judges what is fresh: ISO 8601, UTC. */
  readonly now: string;
  readonly stop: AbortSignal;
}

type Asking = Pick<EventDatabase, 'ask'>;

const columnsOf = async (database: Asking, { name }: ContractObject, stop: AbortSignal) => {
  const { rows } = await database.ask(
    `SELECT column_name, column_type FROM (DESCRIBE ${name})`,
    EVERY_COLUMN,
    stop,
  );
  return new Map(rows.map(([column, type]) => [String(column), String(type)]));
};

/** Columns that are missing, or of another type. */
const misfits = (
  { name: object, properties }: ContractObject,
  there: ReadonlyMap<string, string>,
): readonly { readonly column: string; readonly broken: BrokenRule }[] =>
  properties.flatMap(({ name: column, physicalType }) => {
    const type = there.get(column);
    if (type === physicalType) return [];
    const example = type === undefined ? 'there is no such column' : `it is ${type}`;
    const broken = { object, rule: `${column} is a column of type ${physicalType}`, value: 1, example };
    return [{ column, broken }];
  });

const numberOf = (value: PlainValue | undefined): number | undefined =>
  value === null || value === undefined ? undefined : Number(value);

const exampleOf = async (database: Asking, { example }: Rule, stop: AbortSignal) => {
  if (example === undefined) return undefined;
  const { columns, rows } = await database.ask(example, 1, stop);
  const named = columns.map((column, index) => [column, rows[0]?.[index] ?? null] as const);
  const text = JSON.stringify(Object.fromEntries(named.filter(([, value]) => value !== null)));
  return text.length > EXAMPLE ? `${text.slice(0, EXAMPLE)}…` : text;
};

const ask = async (database: Asking, rule: Rule, stop: AbortSignal): Promise<readonly BrokenRule[]> => {
  const { rows } = await database.ask(rule.sql, 1, stop);
  const value = numberOf(rows[0]?.[0]);
  if (value === undefined || rule.holds(value)) return [];
  const example = await exampleOf(database, rule, stop);
  const { object, name } = rule;
  return [{ object, rule: name, value, ...(example !== undefined && { example }) }];
};

/**
 * Holds a contract against the data of a database whose tables and views have the names of its objects. What needs a
 * column that is missing or of another type isn't asked.
 * @throws AppError 422 `query-refused` for a rule that is no SQL; the signal's reason when it aborts
 */
export const checkContract = async (
  database: Asking,
  { contract, now, stop }: Check,
): Promise<CheckedContract> => {
  const broken: BrokenRule[] = [];
  const unfit = new Set<string>();
  for (const object of contract.schema) {
    for (const misfit of misfits(object, await columnsOf(database, object, stop))) {
      broken.push(misfit.broken);
      unfit.add(`${object.name}.${misfit.column}`);
    }
  }
  const isAsked = ({ object, columns }: Rule) => columns.every((column) => !unfit.has(`${object}.${column}`));
  const rules = rulesOf(contract, now).filter(isAsked);
  for (const rule of rules) broken.push(...(await ask(database, rule, stop)));
  const columns = contract.schema.reduce((sum, { properties }) => sum + properties.length, 0);
  return { id: contract.id, rules: rules.length + columns, broken };
};

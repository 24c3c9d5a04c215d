import type {
  ContractObject,
  ContractProperty,
  DataContract,
  QualityRule,
} from '../../contracts/data-contract.ts';
import { literal } from './event-columns.ts';

/** A promise as a question in SQL: one number, which is right or not. */
export interface Rule {
  /** The table that it is about. */
  readonly object: string;
  /** What is promised, in words. */
  readonly name: string;
  /** Needs these columns to be asked. */
  readonly columns: readonly string[];
  /** Gives one number; NULL where there is nothing to judge. */
  readonly sql: string;
  /** Whether the number breaks no promise. */
  holds(value: number): boolean;
  /** Gives a row that breaks it, where that is to be found. */
  readonly example?: string;
}

const UNIT_SECONDS = { h: 3_600, d: 86_400, y: 31_557_600 } as const;
const isNone = (value: number): boolean => value === 0;
const quoted = (column: string): string => `"${column}"`;

/** Rows of a table that a condition is true of: none may be. */
const noneWhere = (object: string, column: string, name: string, condition: string): Rule => ({
  object,
  name: `${column} ${name}`,
  columns: [column],
  sql: `SELECT count(*) FROM ${object} WHERE ${condition}`,
  holds: isNone,
  example: `SELECT * FROM ${object} WHERE ${condition} LIMIT 1`,
});

const unique = (object: string, columns: readonly string[]): Rule => {
  const list = columns.map(quoted).join(', ');
  const twice = `SELECT ${list}, count(*) AS times FROM ${object} GROUP BY ${list} HAVING count(*) > 1`;
  return {
    object,
    name: `${columns.join(' and ')} ${columns.length > 1 ? 'together are' : 'is'} unique`,
    columns,
    sql: `SELECT count(*) FROM (${twice})`,
    holds: isNone,
    example: `${twice} LIMIT 1`,
  };
};

const optionRules = (
  object: string,
  { name, logicalTypeOptions: options = {} }: ContractProperty,
): Rule[] => {
  const { pattern, minLength, maxLength, minimum, maximum } = options;
  const column = quoted(name);
  const rule = (words: string, condition: string) => noneWhere(object, name, words, condition);
  return [
    ...(pattern === undefined
      ? []
      : [rule(`looks like ${pattern}`, `NOT regexp_matches(${column}, ${literal(pattern)})`)]),
    ...(minLength === undefined
      ? []
      : [rule(`has ${minLength} characters or more`, `length(${column}) < ${minLength}`)]),
    ...(maxLength === undefined
      ? []
      : [rule(`has ${maxLength} characters or fewer`, `length(${column}) > ${maxLength}`)]),
    ...(minimum === undefined ? [] : [rule(`is ${minimum} or more`, `${column} < ${minimum}`)]),
    ...(maximum === undefined ? [] : [rule(`is ${maximum} or less`, `${column} > ${maximum}`)]),
  ];
};

/** Values that are in no row of the other column. */
const referential = (object: string, column: string, to: string): Rule => {
  const [table = '', other = ''] = to.split('.');
  const missing = `${quoted(column)} IS NOT NULL AND ${quoted(column)} NOT IN (SELECT ${quoted(other)} FROM ${table} WHERE ${quoted(other)} IS NOT NULL)`;
  return noneWhere(object, column, `is in ${to}`, missing);
};

const comparisonOf = (rule: QualityRule): ((value: number) => boolean) => {
  const { mustBe, mustNotBe, mustBeBetween } = rule;
  if (mustBe !== undefined) return (value) => value === mustBe;
  if (mustNotBe !== undefined) return (value) => value !== mustNotBe;
  if (mustBeBetween) return (value) => value >= mustBeBetween[0] && value <= mustBeBetween[1];
  const {
    mustBeGreaterThan: over = -Infinity,
    mustBeGreaterOrEqualTo: least = -Infinity,
    mustBeLessThan: under = Infinity,
    mustBeLessOrEqualTo: most = Infinity,
  } = rule;
  return (value) => value > over && value >= least && value < under && value <= most;
};

/** What a library metric counts as rows that break it; the number of rows has none. */
const conditionOf = (rule: Extract<QualityRule, { type: 'library' }>, column: string): string | undefined => {
  switch (rule.metric) {
    case 'rowCount':
      return undefined;
    case 'nullValues':
      return `${quoted(column)} IS NULL`;
    case 'duplicateValues':
      return `${quoted(column)} IS NOT NULL QUALIFY count(*) OVER (PARTITION BY ${quoted(column)}) > 1`;
    case 'invalidValues': {
      const valid = (rule.arguments?.validValues ?? []).map(literal).join(', ');
      return `${quoted(column)} NOT IN (${valid})`;
    }
  }
};

/** @param columns of the object: a question in SQL may ask for any of them */
const qualityRule = (
  object: string,
  columns: readonly string[],
  rule: QualityRule,
  column?: string,
): Rule => {
  const holds = comparisonOf(rule);
  if (rule.type === 'sql') return { object, name: rule.name, columns, sql: rule.query, holds };
  const basis = { object, name: rule.name, columns: column === undefined ? [] : [column] };
  const condition = conditionOf(rule, column ?? '');
  if (condition === undefined) return { ...basis, sql: `SELECT count(*) FROM ${object}`, holds };
  const found = `SELECT * FROM ${object} WHERE ${condition}`;
  return { ...basis, sql: `SELECT count(*) FROM (${found})`, holds, example: `${found} LIMIT 1` };
};

const propertyRules = (object: string, columns: readonly string[], property: ContractProperty): Rule[] => {
  const { name, required, unique: isUnique, relationships = [], quality = [] } = property;
  return [
    ...(required ? [noneWhere(object, name, 'is there', `${quoted(name)} IS NULL`)] : []),
    ...(isUnique ? [unique(object, [name])] : []),
    ...optionRules(object, property),
    ...relationships.map(({ to }) => referential(object, name, to)),
    ...quality.map((rule) => qualityRule(object, columns, rule, name)),
  ];
};

const objectRules = ({ name, properties, quality = [] }: ContractObject): Rule[] => {
  const columns = properties.map((property) => property.name);
  const key = properties
    .filter(({ primaryKey }) => primaryKey)
    .sort((a, b) => (a.primaryKeyPosition ?? 0) - (b.primaryKeyPosition ?? 0))
    .map((property) => property.name);
  return [
    ...properties.flatMap((property) => propertyRules(name, columns, property)),
    ...(key.length > 0 ? [unique(name, key)] : []),
    ...quality.map((rule) => qualityRule(name, columns, rule)),
  ];
};

/** How old the newest row may be. @param now ISO 8601 */
const freshnessRules = ({ slaProperties }: DataContract, now: string): Rule[] =>
  slaProperties.flatMap(({ property, value, unit = 'h', element = '' }) => {
    const [object = '', column = ''] = element.split('.');
    if (property !== 'freshness' || typeof value !== 'number' || unit === 'percent') return [];
    const allowed = value * UNIT_SECONDS[unit];
    const age = `date_diff('second', max(${quoted(column)}), TIMESTAMP ${literal(now.replace(/Z$/, ''))})`;
    return [
      {
        object,
        name: `the newest ${column} is ${value} ${unit} old at most (in seconds: ${allowed})`,
        columns: [column],
        sql: `SELECT ${age} FROM ${object}`,
        holds: (seconds: number) => seconds <= allowed,
      },
    ];
  });

/** All that a contract promises of its data, as rules. @param now by which what is fresh is judged, ISO 8601 in UTC */
export const rulesOf = (contract: DataContract, now: string): readonly Rule[] => [
  ...contract.schema.flatMap(objectRules),
  ...freshnessRules(contract, now),
];

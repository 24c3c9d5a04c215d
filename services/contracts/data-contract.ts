import { z } from 'zod';
import { jsonValue } from './primitives.ts';

const text = z.string().max(1_000);
const identifier = z.string().regex(/^[a-z][a-z0-9_]*$/);

/** What a value must be; exactly one of them. */
const comparison = {
  mustBe: z.number().optional(),
  mustNotBe: z.number().optional(),
  mustBeGreaterThan: z.number().optional(),
  mustBeGreaterOrEqualTo: z.number().optional(),
  mustBeLessThan: z.number().optional(),
  mustBeLessOrEqualTo: z.number().optional(),
  mustBeBetween: z.tuple([z.number(), z.number()]).optional(),
};
const COMPARISONS = Object.keys(comparison);

const ruleOf = <const Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z
    .strictObject({
      name: text,
      description: text.optional(),
      dimension: z.enum([
        'accuracy',
        'completeness',
        'conformity',
        'consistency',
        'coverage',
        'timeliness',
        'uniqueness',
      ]),
      ...comparison,
      ...shape,
    })
    .refine((rule) => Object.keys(rule).filter((key) => COMPARISONS.includes(key)).length === 1, {
      message: `exactly one of ${COMPARISONS.join(', ')}`,
    });

const sqlRule = ruleOf({ type: z.literal('sql'), query: z.string().max(2_000) });
const libraryRule = ruleOf({
  type: z.literal('library'),
  metric: z.enum(['rowCount', 'nullValues', 'duplicateValues', 'invalidValues']),
  arguments: z.strictObject({ validValues: z.array(z.string()).min(1) }).optional(),
});
const quality = z.union([sqlRule, libraryRule]);
export type QualityRule = z.infer<typeof quality>;

const property = z.strictObject({
  name: identifier,
  logicalType: z.enum(['string', 'timestamp', 'integer', 'boolean', 'array', 'object']),
  /** As DuckDB's SQL has it. */
  physicalType: z.string(),
  description: text,
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  primaryKey: z.boolean().optional(),
  primaryKeyPosition: z.int().min(1).optional(),
  logicalTypeOptions: z
    .strictObject({
      pattern: z.string().optional(),
      minLength: z.int().optional(),
      maxLength: z.int().optional(),
      minimum: z.number().optional(),
      maximum: z.number().optional(),
    })
    .optional(),
  examples: z.array(jsonValue).optional(),
  /** Values that are in another column, too: `events.order_id`. */
  relationships: z
    .array(z.strictObject({ type: z.literal('foreignKey'), to: z.string().regex(/^[a-z_]+\.[a-z_]+$/) }))
    .optional(),
  quality: z.array(quality).optional(),
});
export type ContractProperty = z.infer<typeof property>;

const schemaObject = z.strictObject({
  name: identifier,
  physicalType: z.enum(['table', 'view']),
  logicalType: z.literal('object'),
  description: text,
  dataGranularityDescription: text,
  properties: z.array(property).min(1),
  quality: z.array(quality).optional(),
});
export type ContractObject = z.infer<typeof schemaObject>;

/** What of the Open Data Contract Standard v3.1.0 Relish uses: everything in it is checked against the data, or shown. */
export const dataContract = z.strictObject({
  apiVersion: z.literal('v3.1.0'),
  kind: z.literal('DataContract'),
  id: z.string(),
  name: text,
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  status: z.enum(['proposed', 'draft', 'active', 'deprecated', 'retired']),
  domain: text,
  dataProduct: text,
  description: z.strictObject({ purpose: text, usage: text, limitations: text }),
  servers: z.array(
    z.discriminatedUnion('type', [
      z.strictObject({
        server: text,
        type: z.literal('local'),
        description: text,
        path: text,
        format: z.literal('parquet'),
      }),
      z.strictObject({ server: text, type: z.literal('api'), description: text, location: z.url() }),
    ]),
  ),
  schema: z.array(schemaObject).min(1),
  team: z.strictObject({ name: text, description: text }),
  roles: z.array(z.strictObject({ role: text, access: z.enum(['read', 'write']), description: text })),
  slaProperties: z.array(
    z.strictObject({
      property: z.enum(['freshness', 'retention', 'availability']),
      value: z.union([z.number(), z.string()]),
      unit: z.enum(['h', 'd', 'y', 'percent']).optional(),
      element: z.string().optional(),
      driver: z.enum(['regulatory', 'analytics', 'operational']),
      description: text,
    }),
  ),
});
export type DataContract = z.infer<typeof dataContract>;

const port = { name: text, version: z.string(), contractId: z.string() };

/** What of the Open Data Product Standard (Bitol) v1.0.0 Relish uses. */
export const dataProduct = z.strictObject({
  apiVersion: z.literal('v1.0.0'),
  kind: z.literal('DataProduct'),
  id: z.string(),
  name: text,
  version: z.string(),
  status: z.enum(['proposed', 'draft', 'active', 'deprecated', 'retired']),
  domain: text,
  description: z.strictObject({ purpose: text, usage: text, limitations: text }),
  inputPorts: z.array(z.strictObject(port)),
  outputPorts: z.array(
    z.strictObject({
      ...port,
      description: text,
      type: text,
      inputContracts: z.array(z.strictObject({ id: z.string(), version: z.string() })).optional(),
    }),
  ),
  managementPorts: z.array(
    z.strictObject({
      name: text,
      content: z.enum(['discoverability', 'observability', 'control', 'dictionary']),
      type: z.literal('rest'),
      description: text,
    }),
  ),
  team: z.array(z.strictObject({ role: text, description: text })),
});

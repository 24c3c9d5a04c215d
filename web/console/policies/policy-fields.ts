import { z } from 'zod';
import { policy } from '../../../services/contracts/policy.ts';
import { describeField, sectionTitle, type Unit } from './policy-words.ts';

interface Described {
  /** As in problems: `filters.cancel-spam.threshold`. */
  readonly path: string;
  readonly label: string;
  readonly help: string;
}
export interface NumberField extends Described {
  readonly kind: 'number';
  readonly unit: Unit;
  readonly min: number;
  readonly max: number;
  /** May be left empty: without end. */
  readonly isOptional: boolean;
}
interface ChoiceField extends Described {
  readonly kind: 'choice';
  readonly choices: readonly string[];
}
interface IdsField extends Described {
  readonly kind: 'ids';
  readonly most: number;
}
export type Field = NumberField | ChoiceField | IdsField;

/** Fields that stand together: those of one filter. */
interface FieldGroup {
  readonly path: string;
  readonly fields: readonly Field[];
}
export interface Section {
  readonly name: string;
  readonly title: string;
  readonly groups: readonly FieldGroup[];
}

type Schema = z.core.JSONSchema.JSONSchema;
const isSchema = (schema: Schema | boolean | undefined): schema is Schema => typeof schema === 'object';

const numberField = (path: string, schema: Schema, isOptional: boolean): Field => ({
  kind: 'number',
  path,
  ...describeField(path),
  min: schema.minimum ?? 0,
  max: schema.maximum ?? Number.MAX_SAFE_INTEGER,
  isOptional,
});

const fieldOf = (path: string, schema: Schema): readonly Field[] => {
  const { unit: _, ...words } = describeField(path);
  if (schema.type === 'integer') return [numberField(path, schema, false)];
  const number = schema.anyOf?.find((one) => isSchema(one) && one.type === 'integer');
  if (isSchema(number)) return [numberField(path, number, true)];
  if (schema.enum) return [{ kind: 'choice', path, ...words, choices: schema.enum.map(String) }];
  if (schema.type === 'array') return [{ kind: 'ids', path, ...words, most: schema.maxItems ?? Infinity }];
  // What can only be one thing is nothing to choose.
  return [];
};

const fieldsUnder = (path: string, schema: Schema): readonly Field[] =>
  schema.type === 'object'
    ? Object.entries(schema.properties ?? {}).flatMap(([name, member]) =>
        isSchema(member) ? fieldsUnder(path ? `${path}.${name}` : name, member) : [],
      )
    : fieldOf(path, schema);

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('.')));

const groupsOf = (fields: readonly Field[]): readonly FieldGroup[] =>
  [...new Set(fields.map(({ path }) => parentOf(path)))].map((path) => ({
    path,
    fields: fields.filter((field) => parentOf(field.path) === path),
  }));

/** Every field of the policy's schema, with its bounds: a new one shows up by itself. */
export const fields: readonly Field[] = fieldsUnder('', z.toJSONSchema(policy));

export const sections: readonly Section[] = Object.keys(policy.shape)
  .map((name) => {
    const own = fields.filter(({ path }) => path === name || path.startsWith(`${name}.`));
    return { name, title: sectionTitle(name), groups: groupsOf(own) };
  })
  .filter(({ groups }) => groups.length > 0);

import { NativeSelect, NumberInput, TagsInput } from '@mantine/core';
import type { Field, NumberField } from './policy-fields.ts';
import { boundsText, decimalsOf, idsOf, suffixOf, toKept, toShown } from './policy-value.ts';
import { choiceText } from './policy-words.ts';

interface InputProps<F extends Field> {
  readonly field: F;
  readonly value: unknown;
  readonly fault: string | undefined;
  readonly canEdit: boolean;
  readonly onChange: (value: unknown) => void;
}

/** The inputs of a row stand in line, however much is said of each. */
const ORDER = ['label', 'input', 'error', 'description'] as const;

const helpOf = (field: NumberField): string =>
  `${field.help} (${boundsText(field)}${field.isOptional ? '; empty: no limit' : ''})`.trim();

const NumberFieldInput = ({ field, value, fault, canEdit, onChange }: InputProps<NumberField>) => (
  <NumberInput
    label={field.label}
    inputWrapperOrder={[...ORDER]}
    description={helpOf(field)}
    error={fault && `This may be ${boundsText(field)}${field.isOptional ? ', or empty' : ''}.`}
    suffix={suffixOf(typeof value === 'number' ? toShown(value, field.unit) : 0, field.unit)}
    placeholder={field.isOptional ? 'no limit' : ''}
    thousandSeparator=","
    decimalScale={decimalsOf(field.unit)}
    clampBehavior="none"
    allowNegative={false}
    readOnly={!canEdit}
    hideControls={!canEdit}
    value={typeof value === 'number' ? toShown(value, field.unit) : ''}
    onChange={(shown) => {
      const empty = field.isOptional ? null : undefined;
      onChange(shown === '' ? empty : toKept(Number(shown), field.unit));
    }}
  />
);

/** One field of a policy, by its kind, with its unit, its bounds and what is wrong with it. */
export const PolicyFieldInput = ({ field, ...rest }: InputProps<Field>) => {
  const { value, fault, canEdit, onChange } = rest;
  if (field.kind === 'number') return <NumberFieldInput field={field} {...rest} />;
  if (field.kind === 'choice') {
    return (
      <NativeSelect
        label={field.label}
        inputWrapperOrder={[...ORDER]}
        description={field.help}
        error={fault}
        disabled={!canEdit}
        data={[
          ...(value === undefined ? [{ value: '', label: 'nothing' }] : []),
          ...field.choices.map((choice) => ({ value: choice, label: choiceText(choice) })),
        ]}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <TagsInput
      label={field.label}
      inputWrapperOrder={[...ORDER]}
      description={field.help}
      placeholder={canEdit ? 'Account ids' : ''}
      error={fault}
      readOnly={!canEdit}
      maxTags={field.most}
      maxLength={128}
      value={[...idsOf(value)]}
      onChange={onChange}
    />
  );
};

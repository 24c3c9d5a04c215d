import type { Policy } from '../../../services/contracts/policy.ts';
import { fields, sections, type Field } from './policy-fields.ts';
import { idsOf, valueAt, valueText } from './policy-value.ts';
import { spelled } from './policy-words.ts';

export interface PolicyChange {
  readonly path: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Where a field stands and what it is called: `Filters, cancel spam, reported from`. */
export const labelOf = ({ path, label }: Field): string => {
  const [section = '', ...rest] = path.split('.');
  const title = sections.find(({ name }) => name === section)?.title ?? section;
  const middle = rest.slice(0, -1).map((name) => spelled(name).toLowerCase());
  const place = [title, ...middle].join(', ');
  return rest.length === 0 ? label : `${place}, ${label.charAt(0).toLowerCase()}${label.slice(1)}`;
};

/** Of ids only those that come or go. */
const idsChange = (before: readonly string[], after: readonly string[]) => ({
  before: before.filter((id) => !after.includes(id)).join(', ') || '–',
  after: after.filter((id) => !before.includes(id)).join(', ') || '–',
});

/** What differs between two policies, field by field, with its units; empty if they mean the same. */
export const policyChanges = (before: Policy, after: Policy): readonly PolicyChange[] =>
  fields.flatMap((field) => {
    const [was, is] = [valueAt(before, field.path), valueAt(after, field.path)];
    if (same(was, is)) return [];
    const texts =
      field.kind === 'ids'
        ? idsChange(idsOf(was), idsOf(is))
        : { before: valueText(field, was), after: valueText(field, is) };
    return [{ path: field.path, label: labelOf(field), ...texts }];
  });

export const changeText = ({ label, before, after }: PolicyChange): string =>
  `${label}: ${before} → ${after}`;

import { policy as policySchema, type Policy } from '../../../services/contracts/policy.ts';

/** A policy on its way: the value that the form edits, and the text that the JSON tab shows. */
export interface Draft {
  readonly value: unknown;
  readonly text: string;
}

export interface Judged {
  /** Undefined while something is wrong. */
  readonly policy: Policy | undefined;
  /** What is wrong, by path; '' is the document itself. */
  readonly problems: ReadonlyMap<string, string>;
}

const written = (value: unknown): string => JSON.stringify(value, null, 2);

export const draftOf = (value: unknown): Draft => ({ value, text: written(value) });

const parsed = (text: string): { readonly value?: unknown; readonly fault?: string } => {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : 'This is no JSON.' };
  }
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A document with some of its values replaced: what isn't an object replaces the whole. */
const patched = (value: unknown, patch: unknown): unknown =>
  isRecord(value) && isRecord(patch)
    ? Object.fromEntries([
        ...Object.entries(value),
        ...Object.entries(patch).map(([name, change]) => [name, patched(value[name], change)] as const),
      ])
    : patch;

/** The policy with the changes that a link asks for, as the explorer makes them; undefined if it asks for none. */
export const draftOfLink = (active: Policy, link: string | null): Draft | undefined => {
  if (link === null) return undefined;
  const { value, fault } = parsed(link);
  return fault === undefined ? draftOf(patched(active, value)) : undefined;
};

/** A draft whose text was typed: what isn't JSON leaves nothing for the form to show. */
export const draftOfText = (text: string): Draft => ({ text, value: parsed(text).value });

/** Whether a draft holds, by the schema that the service will judge it with. */
export const judge = ({ value, text }: Draft): Judged => {
  const { fault } = parsed(text);
  if (fault !== undefined) return { policy: undefined, problems: new Map([['', fault]]) };
  const result = policySchema.safeParse(value);
  if (result.success) return { policy: result.data, problems: new Map() };
  const problems = new Map<string, string>();
  for (const { path, message } of result.error.issues) {
    const place = path.map(String).join('.');
    problems.set(place, problems.get(place) ?? message);
  }
  return { policy: undefined, problems };
};

/** The problem at a field or inside it, such as at the third of several ids. */
export const problemAt = (problems: Judged['problems'], path: string): string | undefined => {
  for (const [place, message] of problems) {
    if (place === path || place.startsWith(`${path}.`)) return message;
  }
  return undefined;
};

import {
  type BehaviourDocument,
  behaviourDocuments,
  type BehaviourResult,
} from '../../../services/contracts/http/behaviours.ts';
import { count, percent } from '../../look/format.ts';
import { readJson } from '../frame/read-json.ts';

type Documents = readonly BehaviourDocument[];

/** Statements on their way: what was typed, read as far as it can be. */
export type Judged = { readonly documents: BehaviourDocument[] } | { readonly fault: string };

/** Reads statements that somebody wrote by hand, as the service will: the first thing that is wrong, and where. */
export const judgeText = (text: string): Judged => {
  const value = readJson(text);
  if (value === undefined) return { fault: 'This is not JSON yet.' };
  const read = behaviourDocuments.safeParse(value);
  if (read.success) return { documents: read.data };
  const [issue] = read.error.issues;
  const { path, message } = issue ?? { path: [], message: 'not what it has to be' };
  const [at, ...rest] = path;
  const where = typeof at === 'number' ? [`statement ${at + 1}`, ...rest] : path;
  return { fault: [where.map(String).join(', '), message].filter((part) => part !== '').join(': ') };
};

export const textOf = (documents: Documents): string => JSON.stringify(documents, null, 2);

const fieldsOf = (document: BehaviourDocument): ReadonlyMap<string, unknown> =>
  new Map(Object.entries(document));

const fieldChanges = (before: BehaviourDocument, after: BehaviourDocument): readonly string[] => {
  const [were, are] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...were.keys(), ...are.keys()])]
    .filter((field) => were.get(field) !== are.get(field))
    .map((field) => {
      const [from = 'nothing', to = 'nothing'] = [were.get(field), are.get(field)].map((value) =>
        value === undefined ? undefined : String(value),
      );
      return `${after.id}, ${field}: ${from} → ${to}`;
    });
};

/** What differs between two lists of statements, one sentence a difference; their order means nothing. */
export const behaviourChanges = (before: Documents, after: Documents): readonly string[] => {
  const known = (documents: Documents, id: string) => documents.find((document) => document.id === id);
  return [
    ...before
      .filter(({ id }) => !known(after, id))
      .map(({ id, statement }) => `No longer: ${statement} (${id})`),
    ...after.flatMap((document) => {
      const was = known(before, document.id);
      return was ? fieldChanges(was, document) : [`New: ${document.statement} (${document.id})`];
    }),
  ];
};

/** How often it may be otherwise: `always`, or `in 90% of the cases`. */
export const toleranceText = ({ tolerance }: Pick<BehaviourDocument, 'tolerance'>): string =>
  tolerance === 0 ? 'always' : `in ${percent(1 - tolerance / 1_000_000)} of the cases`;

interface Verdict {
  readonly text: string;
  readonly colour: 'relish' | 'tomato' | 'gray';
}

/** How a statement stands, in a word or two and a colour. */
export const verdictOf = (
  result: Pick<BehaviourResult, 'holds' | 'cases' | 'failed'> | undefined,
): Verdict => {
  if (!result) return { text: 'not checked here yet', colour: 'gray' };
  const { holds, cases, failed } = result;
  if (cases === 0) return { text: 'no case', colour: 'gray' };
  if (holds && failed === 0) return { text: `holds in ${count(cases)} of ${count(cases)}`, colour: 'relish' };
  const text = `${holds ? 'holds' : 'broken'}: otherwise in ${count(failed)} of ${count(cases)}`;
  return { text, colour: holds ? 'relish' : 'tomato' };
};

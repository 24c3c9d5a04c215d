import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { ORIGIN_CHOICES, type OriginChoice } from '../attacks/origins.ts';
import { attacks } from '../attacks/registry.ts';
import type { DataSource } from '../history/data-set.ts';
import { dataSources } from '../history/data-sources.ts';
import { eventFile } from '../history/event-file.ts';
import { isRecommender, RECOMMENDERS } from '../recommenders/field.ts';
import type { EvaluationPlan } from './evaluation-plan.ts';

/** More would be more copies of a history in memory than they save in time. */
const MOST_JOBS = 8;
const jobsHere = (): number => Math.min(MOST_JOBS, availableParallelism());

export const USAGE = `relish evaluate --data FILE [--format FORMAT] [--attacks all] [--out DIR]
npm run bench:attacks -- [--data all] [--attacks all] [--out DIR]

Runs attacks on a history, in this process, and compares Relish with what others do on the same events.
Writes a table to the terminal, and to DIR results.json and index.html.

  --data WHAT      a file that relish import can read, or data sets by name, with commas:
                   ${dataSources.map(({ name }) => name).join(', ')}; default: all of these
  --format FORMAT  of the file: cloudevents, online-retail, movielens; default: by its first line
  --attacks LIST   names with commas; default: all. These are there:
                   ${attacks.map(({ name }) => name).join(', ')}
  --only LIST      recommenders, default: ${RECOMMENDERS.join(', ')}
  --seeds N        how many, default 5; --seed N is the first, default 1
  --accounts N     accounts kept of each history, chosen by hash; default 300, 0 keeps all
  --origins PLAN   whence attackers order: ${ORIGIN_CHOICES.join(', ')}; default: the first
  --jobs N         processes that share the work; default: one a core, ${jobsHere()} here
  --out DIR        default: .build/attacks
  --strict         ends with 1 if a promise doesn't hold

The same arguments give the same figures.`;

export interface Arguments extends Omit<EvaluationPlan, 'onStep'> {
  readonly out: string;
  readonly isStrict: boolean;
}

/** Written wrongly: told without a trace. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}

const listed = (text: string): readonly string[] => text.split(',').map((name) => name.trim());

const named = <T extends { readonly name: string }>(
  what: string,
  known: readonly T[],
  text: string,
): readonly T[] => {
  if (text === 'all') return known;
  return listed(text).map((name) => {
    const found = known.find((one) => one.name === name);
    if (found) return found;
    throw new ArgumentError(
      `There is no ${what} ${name}. There are ${known.map((one) => one.name).join(', ')}.`,
    );
  });
};

const wholeNumber = (option: string, text: string, least: number, most: number): number => {
  const number = Number(text);
  if (text.trim() !== '' && Number.isInteger(number) && number >= least && number <= most) return number;
  throw new ArgumentError(`--${option} must be a whole number from ${least} to ${most}, not ${text}.`);
};

const isDataSet = (name: string): boolean =>
  name === 'all' || dataSources.some((source) => source.name === name);

const readSources = (text: string, format: string | undefined): readonly DataSource[] =>
  listed(text).every(isDataSet)
    ? named('data set', dataSources, text)
    : [eventFile(text, format === undefined ? {} : { format })];

const readOrigins = (text: string): OriginChoice => {
  const found = ORIGIN_CHOICES.find((choice) => choice === text);
  if (found) return found;
  throw new ArgumentError(`--origins must be one of ${ORIGIN_CHOICES.join(', ')}, not ${text}.`);
};

/** @throws ArgumentError, or what node:util's parseArgs throws */
export const parseArguments = (words: readonly string[]): Arguments => {
  const { values } = parseArgs({
    args: [...words],
    options: {
      data: { type: 'string', default: 'all' },
      format: { type: 'string' },
      attacks: { type: 'string', default: 'all' },
      only: { type: 'string', default: RECOMMENDERS.join(',') },
      seeds: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
      accounts: { type: 'string', default: '300' },
      origins: { type: 'string', default: 'by-knowledge' },
      jobs: { type: 'string', default: String(jobsHere()) },
      out: { type: 'string', default: '.build/attacks' },
      strict: { type: 'boolean', default: false },
    },
  });
  const first = wholeNumber('seed', values.seed, 1, 1_000_000);
  const count = wholeNumber('seeds', values.seeds, 1, 100);
  const recommenders = listed(values.only).filter(isRecommender);
  if (recommenders.length < listed(values.only).length)
    throw new ArgumentError(`--only may name ${RECOMMENDERS.join(', ')}, not ${values.only}.`);
  return {
    sources: readSources(values.data, values.format),
    attacks: named('attack', attacks, values.attacks),
    recommenders: RECOMMENDERS.filter((name) => recommenders.includes(name)),
    seeds: Array.from({ length: count }, (_, index) => first + index),
    accounts: wholeNumber('accounts', values.accounts, 0, 10_000_000),
    origins: readOrigins(values.origins),
    jobs: wholeNumber('jobs', values.jobs, 1, 64),
    words,
    out: values.out,
    isStrict: values.strict,
  };
};

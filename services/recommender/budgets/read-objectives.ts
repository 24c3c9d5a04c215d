import { readFileSync } from 'node:fs';
import {
  alertPolicy,
  type AlertPolicy,
  serviceLevelObjective,
  type ServiceLevelObjective,
} from '../../contracts/open-slo.ts';
import { type ObjectiveName, objectiveName } from '../../contracts/http/budgets.ts';
import type { BurnWindows } from './burn-rate.ts';

const FOLDER = new URL('openslo/', import.meta.url);
const POLICIES = ['burn-14-4', 'burn-6', 'burn-3', 'burn-1'] as const;
/** Of a policy: the window that says whether it goes on. */
const SHORT_WINDOW = 'relish/short-window';
const MINUTES: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1_440 };

/** What is promised, as the documents of the folder `openslo` have it. */
export interface Objectives {
  readonly objectives: readonly Objective[];
  readonly table: readonly BurnWindows[];
  readonly documents: {
    readonly objectives: ServiceLevelObjective[];
    readonly alertPolicies: AlertPolicy[];
  };
}

export interface Objective {
  readonly name: ObjectiveName;
  readonly displayName: string;
  readonly description: string;
  /** The share of answers that has to be good. */
  readonly target: number;
  /** Of its window. */
  readonly minutes: number;
}

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'));

/** `6h` → 360. */
const minutesOf = (duration = ''): number =>
  Number(duration.slice(0, -1)) * (MINUTES[duration.slice(-1)] ?? Number.NaN);

const objectiveOf = ({ metadata, spec }: ServiceLevelObjective): Objective => ({
  name: objectiveName.parse(metadata.name),
  displayName: metadata.displayName,
  description: spec.description,
  target: spec.objectives[0].target,
  minutes: minutesOf(spec.timeWindow[0].duration),
});

const windowsOf = ({ metadata, spec }: AlertPolicy): BurnWindows => {
  const { severity, condition } = spec.conditions[0].spec;
  return {
    factor: condition.threshold,
    severity,
    long: minutesOf(condition.lookbackWindow),
    short: minutesOf(metadata.annotations?.[SHORT_WINDOW]),
  };
};

/** Reads them once, at the start. @throws ZodError for a document that is none */
export const readObjectives = (): Objectives => {
  const objectives = objectiveName.options.map((name) => serviceLevelObjective.parse(read(name)));
  const alertPolicies = POLICIES.map((name) => alertPolicy.parse(read(name)));
  return {
    objectives: objectives.map(objectiveOf),
    table: alertPolicies.map(windowsOf),
    documents: { objectives, alertPolicies },
  };
};

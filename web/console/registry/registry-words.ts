import type {
  ModelMove,
  RegisteredArtifact,
  RegisteredModel,
  TrainedModelName,
  TrainingRun,
} from '../../../services/contracts/http/registry.ts';
import { count, counted, dayAndTime } from '../../look/format.ts';
import { shortDigest } from '../frame/status-words.ts';

interface ModelWords {
  readonly title: string;
  readonly text: string;
}

export const modelWords: Readonly<Record<TrainedModelName, ModelWords>> = {
  cooccurrence: {
    title: 'Co-occurrence',
    text: 'Items that accounts take together more often than by chance, by the log-likelihood ratio.',
  },
  ease: {
    title: 'EASE',
    text: 'A linear model of which items speak for which others, in closed form.',
  },
};

type Running = Extract<TrainingRun, { state: 'running' }>;

export const stageText: Readonly<Record<Running['stage'], string>> = {
  waiting: 'Waiting for another training',
  collecting: 'Reading the votes',
  learning: 'Learning, in a thread of its own',
  keeping: 'Signing and keeping',
};

/** 1 MB is a million bytes. */
export const sizeText = (bytes: number): string =>
  bytes < 1_000_000 ? `${count(Math.ceil(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** What it was made from. */
export const madeOfText = ({ accounts, items, day, trainingSet }: RegisteredArtifact): string =>
  `${counted(accounts, 'account')}, ${counted(items, 'item')}, as of ${day}; training set ${shortDigest(trainingSet)}`;

/** How it was made: by which code, groups and the rest, in the order of their names. */
export const howText = ({ provenance }: RegisteredArtifact): string => {
  if (!provenance) return '';
  const parameters = Object.entries(provenance.parameters)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name} ${count(value)}`);
  return `Code ${provenance.code.relish}: ${parameters.join(', ')}`;
};

/** Who brought a model to everybody, or took it back. */
export const moveText = ({ act, author, change, time }: ModelMove): string => {
  const what = act === 'promoted' ? 'Promoted' : 'Taken back';
  const who = `${author.id} (${author.role})${change ? ` and ${change.approver.id}` : ''}`;
  return `${what} by ${who}, ${dayAndTime(time)}`;
};

/** What answers, in a sentence. */
export const liveText = ({ live, artifacts }: RegisteredModel): string => {
  if (artifacts.length === 0) return 'Nothing was trained yet.';
  if (live === undefined) return 'No artifact is believed: the model says nothing.';
  return artifacts[0]?.artifact === live
    ? `Live: ${shortDigest(live)}, the newest.`
    : `Live: ${shortDigest(live)}. A newer one is not believed.`;
};

import { z } from 'zod';
import { author, count, digest, instant, position, reason } from '../primitives.ts';
import { apartModelName } from './answers.ts';
import { problem } from './problem.ts';
import { rolloutAct } from './rollouts.ts';
import { rolloutId } from '../rollout.ts';
import { defineRoute } from './route.ts';

/** Models that are trained here. */
export const trainedModelName = apartModelName.extract(['cooccurrence', 'ease']);
export type TrainedModelName = z.infer<typeof trainedModelName>;

/** Trainings of a model that are kept in mind; all of them stay on the log. */
export const TRAININGS_KEPT = 5;

/** What came of a training and from what, as the log has it. */
export const training = z.object({
  name: trainedModelName,
  /** Of the model's code: an artifact is of one version. */
  version: z.string().min(1).max(100),
  artifact: digest,
  bytes: count,
  /** The training set: everything up to this position, under this policy, on this day (UTC). */
  asOf: position,
  policy: digest,
  day: z.iso.date(),
  trainingSet: digest,
  accounts: count,
  items: count,
  seconds: z.number().min(0),
});
export type Training = z.infer<typeof training>;

const millionths = z.int().min(0);

/** A few numbers and a digest of what a model learnt from. */
export const trainingFingerprint = z.object({
  /** Votes of an account for an item. */
  entries: count,
  items: z.object({ distinct: count, entropy: millionths, topShare: millionths }),
  effectiveAccounts: millionths,
  topItems: z
    .array(z.object({ itemId: z.string(), share: millionths, effectiveAccounts: millionths }))
    .max(100),
  digest,
});
export type TrainingFingerprint = z.infer<typeof trainingFingerprint>;

/** What is said of an artifact under a signature: everything that it takes to make it again. */
export const provenance = z.object({
  training,
  parameters: z.record(z.string(), z.number()),
  fingerprint: trainingFingerprint,
  /** Of Relish, and what it ran on. */
  code: z.object({ relish: z.string().max(100), node: z.string().max(100) }),
  author,
  reason,
});
export type Provenance = z.infer<typeof provenance>;

export const trainingRun = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('running'),
    /** Behind another one, reading the votes, learning, signing and keeping. */
    stage: z.enum(['waiting', 'collecting', 'learning', 'keeping']),
    since: instant,
    reason,
    author,
  }),
  z.object({ state: z.literal('done'), since: instant, artifact: digest, seconds: z.number().min(0) }),
  z.object({ state: z.literal('failed'), since: instant, problem }),
]);
export type TrainingRun = z.infer<typeof trainingRun>;

const registeredArtifact = training.extend({
  /** Of the event on the log, and what it says. */
  position,
  time: instant,
  reason,
  author,
  /** Absent where it can't be believed: then `problem` says why. */
  provenance: provenance.extend({ signedBy: z.string() }).optional(),
  problem: problem.optional(),
});
export type RegisteredArtifact = z.infer<typeof registeredArtifact>;

/** A rollout that brought a model to everybody, or took it back: who said so, and why. */
const modelMove = rolloutAct.extend({ rolloutId });
export type ModelMove = z.infer<typeof modelMove>;

const registeredModel = z.object({
  name: trainedModelName,
  /** Of the code that runs here. */
  version: z.string(),
  /** The newest artifact that verified: what answers. */
  live: digest.optional(),
  /** Of this process: what is under way, or came last. */
  run: trainingRun.optional(),
  /** Newest first. */
  artifacts: z.array(registeredArtifact),
  /** Newest first, of the last rollouts; whichever artifact is live answers whoever is given the model. */
  moves: z.array(modelMove),
});
export type RegisteredModel = z.infer<typeof registeredModel>;

export const getRegistry = defineRoute({
  method: 'get',
  path: '/v1/models/registry',
  summary: `Artifacts of trained models, the last ${TRAININGS_KEPT} of each: what they were made from, and whether they verify`,
  roles: ['service', 'analyst', 'admin'],
  status: 200,
  reply: z.object({ position, models: z.array(registeredModel) }),
});

export const trainModel = defineRoute({
  method: 'post',
  path: '/v1/models/{name}/train',
  summary: 'Train a model from the votes as they are now, or join the training that is under way',
  roles: ['admin'],
  params: z.object({ name: trainedModelName }),
  body: z.object({ reason }),
  status: 202,
  reply: trainingRun,
});

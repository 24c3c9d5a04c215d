import type { Answer, ModelName, Question } from '../../contracts/http/answers.ts';
import { type TrainedModelName, trainedModelName } from '../../contracts/http/registry.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { rankFor } from '../answers/compute-answer.ts';
import type { FlaggedModel } from '../answers/flagged-model.ts';
import type { TrainedModel } from '../models/model-history.ts';
import { isTrusted, type TrustedName } from '../models/models.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { askingOf } from '../rendezvous/asking.ts';
import { baselineFor } from '../rendezvous/role-of.ts';
import { type Ranked, rankedApart, rankedHere } from './ranked.ts';
import type { TrainedRankings } from './trained-rankings.ts';

/** What went out, and who can be asked about it again. */
export interface Recorded {
  readonly question: Question;
  readonly answer: Answer;
  /** The model that the flags of a state give. */
  readonly modelFor: (state: RecommenderState, question: Question) => Promise<FlaggedModel>;
  /** Asks models as they were trained then. */
  readonly rankings: Pick<TrainedRankings, 'rank'>;
}

/** Who can be asked again: what is made from the votes, and what was trained here. */
type Answerer = TrustedName | TrainedModelName;

const isTrained = (name: ModelName): name is TrainedModelName => trainedModelName.safeParse(name).success;

/**
 * The model that answered.
 * @throws AppError 409 `not-kept`
 */
export const answeredBy = ({ model: { name } }: Pick<Answer, 'model'>): Answerer => {
  if (isTrusted(name) || isTrained(name)) return name;
  const detail = `${name} runs elsewhere, and what it was then isn’t kept here: nobody can ask it what moved the item. What went out can be read.`;
  throw new AppError(409, 'not-kept', detail);
};

/** The model that answered, also where it stood in for the one that the flags gave; elsewhere that of the flags. */
const nameAt = async (recorded: Recorded, state: RecommenderState): Promise<ModelName> => {
  const { answer, question, modelFor } = recorded;
  if (state.position === answer.position) return answeredBy(answer);
  const { model, variant } = await modelFor(state, question);
  return variant !== undefined && variant === answer.variant ? answeredBy(answer) : model;
};

/** As it was trained last in a state: as what answered, from when that was on the log. */
const trainedAt = (
  { trained }: RecommenderState,
  name: TrainedModelName,
  { model }: Answer,
): TrainedModel | undefined => trained.find(name, model.digest) ?? trained.of(name)[0];

const byVotes = (state: RecommenderState, name: TrustedName, question: Question): Ranked =>
  rankedHere(state, rankFor(state, name, question));

/** Its artifact is gone, isn't believed, or is of another version of the code. */
const isNotKept = (error: unknown): boolean =>
  error instanceof AppError && (error.status === 409 || error.status === 422);

/**
 * The question's items in a state, by the model that had the say there. Undefined where it isn't kept and so can't be
 * asked.
 * @throws AppError 409 `artifact-gone`, or 422, where that is what answered; what else `TrainedRankings` throws
 */
export const rankedAt = async (recorded: Recorded, state: RecommenderState): Promise<Ranked | undefined> => {
  const { answer, question, rankings } = recorded;
  const name = await nameAt(recorded, state);
  if (isTrusted(name)) return byVotes(state, name, question);
  if (!isTrained(name) || question.kind !== 'recommendations') return undefined;
  const trained = trainedAt(state, name, answer);
  const asking = askingOf(state, question, answer.requestId, answer.variant);
  try {
    const items = trained && (await rankings.rank(asking, trained));
    return items ? rankedApart(name, items) : byVotes(state, baselineFor(name), question);
  } catch (error) {
    if (isNotKept(error) && state.position !== answer.position) return undefined;
    throw error;
  }
};

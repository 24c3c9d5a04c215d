import type { EventOf } from '../../contracts/events.ts';
import type { ModelName } from '../../contracts/http/answers.ts';
import { type TrainedModelName, type Training, TRAININGS_KEPT } from '../../contracts/http/registry.ts';
import type { Author } from '../../contracts/primitives.ts';
import type { Position } from '../../platform/event-log/event-log.ts';

/** A training as the log tells of it. */
export interface TrainedModel extends Training {
  /** Of the event. */
  readonly position: Position;
  readonly time: string;
  readonly reason: string;
  readonly author: Author;
}

/** The last trainings of each model, newest first. */
export class ModelHistory {
  #trained: readonly TrainedModel[] = [];

  /** Another list once something was trained. */
  get all(): readonly TrainedModel[] {
    return this.#trained;
  }

  of(name: TrainedModelName): readonly TrainedModel[] {
    return this.#trained.filter((one) => one.name === name);
  }

  /** The training that an artifact came of, as long as it is known. */
  find(name: ModelName, artifact: string | undefined): TrainedModel | undefined {
    return this.#trained.find((one) => one.name === name && one.artifact === artifact);
  }

  save() {
    return this.all;
  }

  restore(saved: readonly TrainedModel[]): void {
    this.#trained = saved;
  }

  note({ data, time }: EventOf<'model.trained'>, position: Position): void {
    const one = { ...data, position, time };
    const kept = [one, ...this.of(data.name)].slice(0, TRAININGS_KEPT);
    this.#trained = [...kept, ...this.#trained.filter(({ name }) => name !== data.name)];
  }
}

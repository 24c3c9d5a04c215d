import type { ModelName } from '../../contracts/http/answers.ts';

/** A model, and the flag's variant that named it. */
export interface FlaggedModel {
  readonly model: ModelName;
  readonly variant?: string;
}

import type { LiveModelRow, ModelIdentity, Runs } from '../../contracts/http/rendezvous.ts';
import type { ApartModel } from '../models/apart-model.ts';
import type { ModelRequest } from '../models/apart-model.ts';

export type ModelHealth = LiveModelRow['state'];

/** See `ApartModel`. */
export type Certify = NonNullable<ApartModel['certify']>;

/** One request for every model that runs apart: the very same text. */
export interface ApartRequest {
  readonly request: ModelRequest;
  readonly text: () => string;
}

/** Its text is made when the first model is asked: where all have enough to do nobody needs it. */
export const apartRequestOf = (request: ModelRequest): ApartRequest => {
  let text: string | undefined;
  return { request, text: () => (text ??= JSON.stringify(request)) };
};

/** It was asked, and nothing came. */
export class Silence extends Error {
  override readonly name = 'Silence';
}

/** A model that runs where it can neither hold up nor break an answer. */
export interface ApartHandle extends AsyncDisposable {
  readonly model: ModelIdentity;
  readonly runs: Exclude<Runs, 'thread'>;
  /** What its lists promise; without it, nothing. */
  readonly certify?: Certify | undefined;
  readonly health: ModelHealth;
  /** For how long by now it has left whoever waits for its next answer waiting, in milliseconds; 0 where nobody does. */
  readonly waiting: number;
  /**
   * What it says, as it came: nothing of it is checked. Settles in a second or so, whatever the model does.
   * Undefined where it isn't asked: it is down, or has enough to do.
   * @throws Silence, or the Error that it failed with
   */
  ask(asked: ApartRequest): Promise<unknown> | undefined;
}

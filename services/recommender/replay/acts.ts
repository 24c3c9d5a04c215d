import type { RelishEvent } from '../../contracts/events.ts';

/** What people decide here, and what the policy does by itself: all of it goes on the log with author and reason. */
export type Act = Extract<
  RelishEvent,
  {
    type:
      | `account.${string}`
      | `change.${string}`
      | `experiment.${string}`
      | `incident.${string}`
      | 'flag.changed'
      | 'behaviours.changed'
      | 'policy.activated'
      | 'rollout.changed'
      | 'model.trained'
      | 'model.promoted'
      | 'model.rolledback';
  }
>;

/** An act before it is put on the log. */
export type ActContent = Act extends infer E extends Act
  ? E extends Act
    ? Pick<E, 'type' | 'data'>
    : never
  : never;

export interface SubjectedAct {
  readonly content: ActContent;
  /** What it is about, as CloudEvents' subject: `policies/sha256:…`. */
  readonly subject: string;
}

import type { FindingFacts, FindingKind } from '../../../contracts/http/incidents.ts';
import type { IncidentWindow } from '../../../contracts/incident-window.ts';

/** What a monitor noticed: for the log, and for people. */
export interface Finding {
  /** One sentence: what is weird. */
  readonly reason: string;
  readonly facts: FindingFacts;
}

/** Looks for one thing that is weird rather than slow; each is one file with one of these. Pure. */
export interface Monitor {
  readonly name: FindingKind;
  /** What a person has closed isn't opened again for so many hours, unless it was over in between; 1 without a word. */
  readonly patienceHours?: number;
  /** @returns what is wrong in the window; undefined where nothing is, or too little is known to say so */
  runOnce(window: IncidentWindow): Finding | undefined;
}

import type { ExperimentFault, StopCause } from '../../../services/contracts/http/experiments.ts';
import { counted } from '../../look/format.ts';
import { partsText } from '../rollouts/rollout-words.ts';
import type { ExperimentRow } from './use-experiments.ts';

export type FaultKind = ExperimentFault['kind'];

export const FAULTS: Readonly<Record<FaultKind, { readonly label: string; readonly text: string }>> = {
  delay: {
    label: 'Delay a model',
    text: 'Its answers come later; whoever stands in for it answers in time, or the ladder is broken.',
  },
  'drop-inputs': {
    label: 'Drop a model’s inputs',
    text: 'It is asked as if it knew nothing of the account: does anybody notice that everybody gets the same list?',
  },
  stale: {
    label: 'Serve a stale model',
    text: 'Lists are made from what was known when the experiment began, and say since when that is.',
  },
  'objects-away': {
    label: 'Lose the object store',
    text: 'Models, forensic bundles and dead letters are out of reach. No list is touched.',
  },
};
export const FAULT_KINDS = ['delay', 'drop-inputs', 'stale', 'objects-away'] as const satisfies FaultKind[];

/** `peers 100 ms late`. */
export const faultText = (fault: ExperimentFault): string => {
  switch (fault.kind) {
    case 'delay':
      return `${fault.model} ${fault.milliseconds} ms late`;
    case 'drop-inputs':
      return `${fault.model} without its inputs`;
    case 'stale':
      return 'a stale model';
    case 'objects-away':
      return 'no object store';
  }
};

const CAUSES: Readonly<Record<StopCause, string>> = {
  person: 'stopped by hand',
  budget: 'its budget was used',
  time: 'its time was over',
  rollout: 'a rollout began',
  incident: 'an incident opened',
};

/** `running`, or why it isn't any more. */
export const stateText = ({ stopped }: Pick<ExperimentRow, 'stopped'>): string =>
  stopped ? CAUSES[stopped.because] : 'running';

/** What it may touch, and what it did. */
export const radiusText = ({ document, touched, spent }: ExperimentRow): string =>
  document.fault.kind === 'objects-away'
    ? 'no list'
    : `${partsText(document.parts)} of the established accounts: ${counted(touched, 'list')} touched, ${spent} of ${counted(document.lists, 'list')} spent`;

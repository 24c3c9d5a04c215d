import type { Budget, BurnAlert } from '../../../services/contracts/http/budgets.ts';
import { count, counted, percent } from '../../look/format.ts';

const MINUTES_AN_HOUR = 60;
const MINUTES_A_DAY = 1_440;
/** Beyond it nobody needs to know how far. */
const MUCH = 1_000;

/** 5 → `5 min`, 360 → `6 h`, 4320 → `3 days`. */
export const stretchText = (minutes: number): string => {
  if (minutes < MINUTES_AN_HOUR) return `${minutes} min`;
  return minutes < MINUTES_A_DAY ? `${minutes / MINUTES_AN_HOUR} h` : counted(minutes / MINUTES_A_DAY, 'day');
};

/** How many times too fast: 14.4 → `14.4×`. */
export const burnText = (burnRate: number): string =>
  burnRate >= MUCH
    ? `over ${count(MUCH)}×`
    : `${burnRate >= 10 ? burnRate.toFixed(0) : burnRate.toFixed(1)}×`;

/** `82.5% of the budget is left`, `Nothing is left: it is overspent 3.2 times`. */
export const leftText = ({ left }: Pick<Budget, 'left'>): string => {
  if (left > 0) return `${percent(left)} of the budget is left`;
  return left < -0.005
    ? `Nothing is left: ${burnText(1 - left)} as much went wrong as may`
    : 'Nothing is left';
};

/** What was counted: `3 of 1,200 lists in 30 days were not as promised; 1% may be`. */
export const countedText = ({ answers, bad, days, target, counted: where }: Budget): string => {
  if (answers === 0)
    return `No list was counted in ${counted(days, 'day')}; ${percent(1 - target)} may fall short.`;
  const whose = where === 'process' ? 'of this process ' : '';
  return `${count(bad)} of ${counted(answers, 'list')} ${whose}in ${counted(days, 'day')} fell short; ${percent(1 - target)} may.`;
};

/** What an alert does: `calls somebody`. */
export const severityText = (severity: BurnAlert['severity']): string =>
  severity === 'page' ? 'calls somebody' : 'opens a ticket';

/** How a budget fares, in a word or two. */
export const stateOf = ({ left, firing, answers }: Pick<Budget, 'left' | 'firing' | 'answers'>) => {
  if (firing === 'page') return { word: 'page', colour: 'tomato' } as const;
  if (left <= 0) return { word: 'spent', colour: 'tomato' } as const;
  if (firing === 'ticket') return { word: 'ticket', colour: 'mustard' } as const;
  return answers === 0
    ? ({ word: 'nothing counted', colour: 'gray' } as const)
    : ({ word: 'within budget', colour: 'relish' } as const);
};

/** Nobody has asked for a list yet, as far as is known. */
export const isEmpty = (budgets: readonly Pick<Budget, 'answers'>[]): boolean =>
  budgets.every(({ answers }) => answers === 0);

import { dayAndTime, timeOfDay } from '../../look/format.ts';
import type { Menu } from './use-menu.ts';

/** Whether the stand sells, and until or from when; times are the stand's. */
export const openingWords = ({ open, opensAt, closesAt, timeZone }: Menu['stand']): string => {
  if (open) return closesAt ? `Open until ${timeOfDay(closesAt, timeZone)}` : 'Open';
  return opensAt
    ? `The stand is closed. It opens ${dayAndTime(opensAt, timeZone)} (${timeZone}).`
    : 'The stand is closed.';
};

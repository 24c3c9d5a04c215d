import { Info } from 'luxon';
import { ConfigError, type Config } from '../platform/config/config.ts';
import type { StandPolicy } from './stand/stand-command.ts';
import { createStandHours } from './stand/stand-hours.ts';

/** Lunch for a team; who holds without buying blocks no more than this. */
const HOLD_LIMIT = 12;

/**
 * What the stand allows, as configured.
 * @throws ConfigError for a time zone that nobody has
 */
export const readPolicy = (config: Config): StandPolicy => {
  const timeZone = config.RELISH_TIME_ZONE;
  if (!Info.isValidIANAZone(timeZone))
    throw new ConfigError('RELISH_TIME_ZONE: a name of the IANA time zone database, such as Europe/London');
  return {
    hours: createStandHours(config.RELISH_HOURS, timeZone),
    timeZone,
    grace: config.RELISH_GRACE_SECONDS * 1000,
    pickup: config.RELISH_PICKUP_SECONDS * 1000,
    holdLimit: HOLD_LIMIT,
  };
};

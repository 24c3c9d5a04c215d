import type { RelishEvent } from '../../../services/contracts/events.ts';
import { seeded } from '../../builders/seeded.ts';
import { hashOrigin, type Origin, withOrigins } from '../attacks/origins.ts';
import { hashed } from './keep-accounts.ts';

const SEED = 1;
/** One place in ten is an office of 5 to 40 behind one address, the others are homes of 1 to 4: half the people order from an office. */
const OFFICES = 0.1;
const OFFICE = { from: 5, to: 40 } as const;
const HOME = { from: 1, to: 4 } as const;
/** Homes whose people order from one device. */
const ONE_DEVICE = 0.2;
/** Homes in a /24; an office has one of its own. */
const STREET = 20;

export interface HonestHistory {
  readonly events: readonly RelishEvent[];
  /** By account, as keyed hashes. */
  readonly origins: ReadonlyMap<string, Origin>;
  /** Accounts that share an office's address; nobody where the history tells its own origins. */
  readonly offices: ReadonlySet<string>;
  readonly note: string;
}

const told = (events: readonly RelishEvent[]): ReadonlyMap<string, Origin> =>
  new Map(
    events.flatMap((event): [string, Origin][] =>
      event.type === 'order.placed' && event.data.origin ? [[event.data.accountId, event.data.origin]] : [],
    ),
  );

interface Place {
  readonly isOffice: boolean;
  readonly address: string;
  readonly device: (accountId: string) => string;
  readonly people: number;
}

const createPlaces = (random: () => number): (() => Place) => {
  let [offices, homes] = [0, 0];
  return () => {
    const isOffice = random() < OFFICES;
    const { from, to } = isOffice ? OFFICE : HOME;
    const people = from + Math.floor(random() * (to - from + 1));
    const isShared = !isOffice && random() < ONE_DEVICE;
    const number = isOffice ? offices++ : homes++;
    const street = Math.floor(number / STREET);
    const address = isOffice
      ? `10.${128 + Math.floor(number / 256)}.${number % 256}.1`
      : `10.${Math.floor(street / 256)}.${street % 256}.${1 + (number % STREET)}`;
    return {
      isOffice,
      address,
      device: (accountId) => (isShared ? `tablet-${number}` : `phone-${accountId}`),
      people,
    };
  };
};

const settle = (accounts: readonly string[]): Pick<HonestHistory, 'origins' | 'offices'> => {
  const nextPlace = createPlaces(seeded(SEED));
  const origins = new Map<string, Origin>();
  const offices = new Set<string>();
  let place = nextPlace();
  let left = place.people;
  for (const accountId of accounts) {
    if (left-- === 0) {
      place = nextPlace();
      left = place.people - 1;
    }
    origins.set(accountId, hashOrigin({ address: place.address, device: place.device(accountId) }));
    if (place.isOffice) offices.add(accountId);
  }
  return { origins, offices };
};

/**
 * A history with the origins of its orders: its own, or where it tells none homes and offices that are made up with a
 * fixed seed, who lives and works with whom being drawn by hash.
 */
export const withHonestOrigins = (events: readonly RelishEvent[]): HonestHistory => {
  const origins = told(events);
  if (origins.size > 0)
    return { events, origins, offices: new Set(), note: 'origins of orders as the history tells them' };
  const accounts = new Set(
    events.flatMap((event) => (event.type === 'order.placed' ? event.data.accountId : [])),
  );
  const dealt = [...accounts].sort((a, b) => hashed(`place/${a}`) - hashed(`place/${b}`));
  const made = settle(dealt);
  return {
    ...made,
    events: withOrigins(events, (accountId) => made.origins.get(accountId)),
    note: `the source tells no origins: homes and offices are made up (seed ${SEED}), ${made.offices.size} accounts order from an office's address`,
  };
};

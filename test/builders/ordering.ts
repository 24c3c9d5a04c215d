import { decide } from '../../services/ordering/stand/decide.ts';
import { evolve } from '../../services/ordering/stand/evolve.ts';
import { createDayOf } from '../../services/ordering/stand/local-day.ts';
import type { PlaceCommand, StandCommand, StandPolicy } from '../../services/ordering/stand/stand-command.ts';
import type { Listing, StandEvent, StandFact } from '../../services/ordering/stand/stand-events.ts';
import { createStandHours } from '../../services/ordering/stand/stand-hours.ts';
import { StandRefusal, type RefusalCode } from '../../services/ordering/stand/stand-refusal.ts';
import { emptyStand, type StandState } from '../../services/ordering/stand/stand-state.ts';

const TIME_ZONE = 'Europe/London';
const SECOND = 1_000;

export const aPolicy = (overrides: Partial<StandPolicy> = {}): StandPolicy => ({
  hours: createStandHours('always', TIME_ZONE),
  timeZone: TIME_ZONE,
  grace: 120 * SECOND,
  pickup: 2_700 * SECOND,
  holdLimit: 12,
  ...overrides,
});

export const anItem = (itemId: string, overrides: Partial<Listing> = {}): Listing => ({
  itemId,
  number: Number(itemId.split('-').at(-1)),
  name: `Dog ${itemId}`,
  description: 'A sausage in a bun',
  price: 500,
  dailyStock: 10,
  ...overrides,
});

export const aPlaceCommand = (orderId: string, overrides: Partial<PlaceCommand> = {}): PlaceCommand => ({
  type: 'place',
  orderId,
  accountId: 'a-1',
  lines: [{ itemId: 'dog-1', quantity: 1 }],
  request: { key: `key of ${orderId}`, body: `body of ${orderId}` },
  ...overrides,
});

export const listed = (listing: Listing): StandFact => ({ type: 'item.listed', data: listing });

export const placed = (command: PlaceCommand, unitPrice = 500): StandFact => {
  const { orderId, accountId, request } = command;
  const lines = command.lines.map((line) => ({ ...line, unitPrice }));
  return { type: 'order.placed', data: { orderId, accountId, lines, request } };
};

export const ended = (
  type: 'order.cancelled' | 'order.fulfilled' | 'order.expired' | 'order.refunded',
  orderId: string,
  accountId = 'a-1',
): StandFact => ({ type, data: { orderId, accountId } });

export const toStandEvent = (fact: StandFact, id: string, time: string): StandEvent => ({
  ...fact,
  specversion: '1.0',
  id,
  source: '/stands/hq',
  time,
});

/** A stand in memory: what happened, then what follows from a command, or the code of the refusal. */
export interface StandScenario {
  readonly state: StandState;
  given(time: string, ...facts: readonly StandFact[]): StandScenario;
  when(time: string, command: StandCommand): StandFact[] | RefusalCode;
  /** Decides and, if anything follows, lets it happen. */
  does(time: string, command: StandCommand): StandFact[] | RefusalCode;
}

export const aStand = (policy: Partial<StandPolicy> = {}): StandScenario => {
  const state = emptyStand(createDayOf(TIME_ZONE));
  let events = 0;
  const scenario: StandScenario = {
    state,
    given(time, ...facts) {
      for (const fact of facts) evolve(state, toStandEvent(fact, `e-${(events += 1)}`, time));
      return scenario;
    },
    when(time, command) {
      try {
        return decide(command, state, Date.parse(time), aPolicy(policy));
      } catch (refusal) {
        if (refusal instanceof StandRefusal) return refusal.code;
        throw refusal;
      }
    },
    does(time, command) {
      const facts = scenario.when(time, command);
      if (typeof facts !== 'string') scenario.given(time, ...facts);
      return facts;
    },
  };
  return scenario;
};

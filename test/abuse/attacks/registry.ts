import type { Attack } from './attack.ts';
import { average } from './average.ts';
import { bandwagon } from './bandwagon.ts';
import { bulkBuyers } from './bulk-buyers.ts';
import { camouflages } from './camouflage.ts';
import { clickFarms } from './click-farm.ts';
import { coVisitation } from './co-visitation.ts';
import { flashCrowd } from './flash-crowd.ts';
import { framing } from './framing.ts';
import { locksteps } from './lockstep.ts';
import { patientSybils } from './patient-sybils.ts';
import { placeAndCancel } from './place-and-cancel.ts';
import { quietDay } from './quiet-day.ts';
import { randomProfiles } from './random-profiles.ts';
import { reverseBandwagon } from './reverse-bandwagon.ts';
import { saboteur } from './saboteur.ts';
import { segment } from './segment.ts';
import { slowDrip } from './slow-drip.ts';
import { stockHoarding } from './stock-hoarding.ts';
import { takeovers } from './takeover.ts';
import { worstCases } from './worst-case.ts';

/** All attacks and controls, in the order of the reports. Add one: a file, and a line here. */
export const attacks: readonly Attack[] = [
  placeAndCancel,
  stockHoarding,
  saboteur,
  randomProfiles,
  average,
  bandwagon,
  segment,
  reverseBandwagon,
  coVisitation,
  ...clickFarms,
  slowDrip,
  ...camouflages,
  ...locksteps,
  framing,
  ...takeovers,
  patientSybils,
  ...worstCases,
  bulkBuyers,
  flashCrowd,
  quietDay,
];

import type { ItemCertificate } from '../certificate/certificate.ts';

/**
 * What a list of a model that runs apart promises, one certificate a place: nothing. A single account may move it, and
 * newcomers, too.
 */
export const certificateOfApart = (places: number): readonly ItemCertificate[] =>
  Array.from({ length: places }, () => ({ accounts: 1, established: 0, newcomerProof: false }));

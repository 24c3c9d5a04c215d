import type { Answer } from '../../../services/contracts/http/answers.ts';

export interface CertificateCheck {
  /** Items that the certificate says so many accounts can't remove, and those of them that left. */
  readonly promised: number;
  readonly broken: readonly string[];
  /** Places that no number of newcomers changes, and those that changed. */
  readonly proofs: number;
  readonly moved: readonly string[];
}

export const NOTHING: CertificateCheck = { promised: 0, broken: [], proofs: 0, moved: [] };

export const addChecks = (a: CertificateCheck, b: CertificateCheck): CertificateCheck => ({
  promised: a.promised + b.promised,
  broken: [...a.broken, ...b.broken],
  proofs: a.proofs + b.proofs,
  moved: [...a.moved, ...b.moved],
});

/**
 * Holds the certificates of a clean list against the list after the attack.
 * @param hostile accounts, as the certificate counts: a taken-over one counts twice (it takes away and adds)
 */
export const checkCertificates = (
  { items }: Pick<Answer, 'items'>,
  after: readonly string[],
  hostile: number,
): CertificateCheck => {
  const promised = items.filter(({ certificate }) => certificate.accounts > hostile);
  const proofs = items.filter(({ certificate }) => certificate.newcomerProof);
  const placeOf = (wanted: string): number => items.findIndex(({ itemId }) => itemId === wanted);
  return {
    promised: promised.length,
    broken: promised.flatMap(({ itemId }) => (after.slice(0, items.length).includes(itemId) ? [] : itemId)),
    proofs: proofs.length,
    moved: proofs.flatMap(({ itemId }) => (after[placeOf(itemId)] === itemId ? [] : itemId)),
  };
};

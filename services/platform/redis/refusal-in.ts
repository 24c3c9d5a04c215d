/** Redis' own words for: not without a password, not with that one, not with that user. */
const REFUSAL = /^(NOAUTH|WRONGPASS|NOPERM)\b/;

/** The word with which Redis refused, undefined if it was something else: of a Cluster's error that of a node. */
export const refusalIn = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  const word = REFUSAL.exec(error.message)?.[1];
  if (word !== undefined) return word;
  return 'lastNodeError' in error ? refusalIn(error.lastNodeError) : undefined;
};

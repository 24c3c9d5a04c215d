/** How many of the accounts have evidence of each code, by the code's name. */
export const countCodes = (
  codesOfAccounts: readonly (readonly string[])[],
): Readonly<Record<string, number>> => {
  const counts = new Map<string, number>();
  for (const codes of codesOfAccounts)
    for (const code of new Set(codes)) counts.set(code, (counts.get(code) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
};

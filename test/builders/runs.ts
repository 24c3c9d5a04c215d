/** How often a property is tried; RELISH_LONG=1 tries twenty times as often. */
export const runs = (usual: number): { readonly numRuns: number } => ({
  numRuns: process.env['RELISH_LONG'] === '1' ? usual * 20 : usual,
});

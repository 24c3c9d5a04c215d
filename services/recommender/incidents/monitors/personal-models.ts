/** What claims to be the same for everybody: that inputs don't matter there is by design. */
const IMPERSONAL: ReadonlySet<string> = new Set(['popular', 'naive']);

/** Does a model, a basis or a variant of this name claim to know whom it answers? */
export const isPersonal = (name: string): boolean => !IMPERSONAL.has(name);

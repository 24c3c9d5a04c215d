/** What a text that somebody typed says; undefined while it is no JSON. */
export const readJson = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
};

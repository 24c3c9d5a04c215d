const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * FNV-1a (Fowler, Noll, Vo) over the text's UTF-16 units, or the first so many of them, 32 bits, signed: cheap, and the same everywhere. Whoever
 * chooses the text can make two of them meet: for samples and sketches, not for names.
 */
export const fnv1a = (text: string, most = Infinity): number => {
  let hash = OFFSET;
  const length = Math.min(text.length, most);
  for (let at = 0; at < length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  return hash;
};

/** The file can't be imported at all; the message names the way out. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
}

/** There is no such engine on this machine; the message says in a few words what is missing. */
export class EngineMissing extends Error {
  override readonly name = 'EngineMissing';
}

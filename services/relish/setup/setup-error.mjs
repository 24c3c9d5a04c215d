/** Something on this machine stops the set-up: what is wrong, and the way out. */
export class SetupError extends Error {
  constructor(message, wayOut, output = '') {
    super(message);
    this.name = 'SetupError';
    this.wayOut = wayOut;
    /** The last lines of the tool that failed. */
    this.output = output;
  }
}

/** Runs `work`; a SetupError ends the process with status 1 and is told without a stack trace. */
export const orExplain = async (work) => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    const output = error.output ? `\n${error.output.replace(/^/gm, '  | ')}\n` : '';
    process.stderr.write(`\n✗ ${error.message}\n${output}\n  ${error.wayOut}\n`);
    process.exit(1);
  }
};

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Ctrl-C reaches us from the terminal, and once more from npm, which passes on what it gets. */
const SAME_SIGNAL_MS = 500;

interface StopSignals {
  /** The first signal: finish what was taken. */
  readonly onFirst: () => void;
  /** Another one, later: somebody has lost patience. */
  readonly onSecond: () => void;
}

/** Tells of the signals that ask this process to end. */
export const listenForStop = ({ onFirst, onSecond }: StopSignals): void => {
  let first: number | undefined;
  const heard = (): void => {
    const now = performance.now();
    if (first === undefined) {
      first = now;
      onFirst();
    } else if (now - first > SAME_SIGNAL_MS) onSecond();
  };
  for (const signal of SIGNALS) process.on(signal, heard);
};

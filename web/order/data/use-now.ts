import { useEffect, useState } from 'react';

/** The time in ms, renewed every `everyMs`; it rests while `running` is false. */
export const useNow = (everyMs: number, running = true): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, running]);
  return now;
};

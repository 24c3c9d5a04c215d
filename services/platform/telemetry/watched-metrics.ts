import { Counter, Gauge, type Registry } from 'prom-client';

/** A gauge that looks at a value each time somebody asks. */
export const watchValue = (registry: Registry, name: string, help: string, value: () => number): void => {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(value());
    },
  });
};

/** A counter of something that is counted elsewhere. @param total so far; a fall counts as nothing */
export const watchCount = (registry: Registry, name: string, help: string, total: () => number): void => {
  let counted = 0;
  new Counter({
    name,
    help,
    registers: [registry],
    collect() {
      const now = total();
      this.inc(Math.max(0, now - counted));
      counted = now;
    },
  });
};

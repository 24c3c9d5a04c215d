/**
 * `node --import` this, and the clock of that process is off by RELISH_TEST_CLOCK_MS milliseconds: all that asks what
 * time it is hears that. Timers run as they do, as on a machine whose clock is wrong.
 */
const shift = Number(process.env['RELISH_TEST_CLOCK_MS'] ?? 0);
const machine = Date;
const now = () => machine.now() + shift;

globalThis.Date = new Proxy(machine, {
  construct: (target, values, asked) =>
    Reflect.construct(target, values.length === 0 ? [now()] : values, asked),
  apply: (target) => new target(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
});

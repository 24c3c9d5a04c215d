import { setFlagsFromString } from 'node:v8';

/** By so many per cent of what is alive the old space may grow before all of it is collected. */
const GROWTH_PERCENT = 200;

/**
 * Has V8 collect the whole heap when it has trebled. By itself it lets an old space that grows slowly grow by a quarter
 * (at 500 lists a second one collection each four seconds, and answers wait for 60 ms each time), and one that grows
 * fast, as in a fold, by up to three times. The most that the heap may be stays what it is.
 */
export const collectSeldom = (): void => setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);

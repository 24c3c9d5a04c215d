import { z } from 'zod';

// The pages' Content-Security-Policy forbids eval. zod probes for it when the first schema is made, and the
// refused probe would be reported as a violation: so each app's first import is this file.
z.config({ jitless: true });

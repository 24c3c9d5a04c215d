import { z } from 'zod';

/** RFC 9457. `code` is stable and meant for programs, `detail` for people: what is wrong and the way out. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  instance: z.string().optional(),
  /** What each wrong field may be. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** Facts that go with the code, such as the next opening of a closed stand. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
export type Problem = z.infer<typeof problem>;

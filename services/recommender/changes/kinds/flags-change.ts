import type { FlagDefinition } from '../../../contracts/http/flags.ts';
import { digestOf } from '../../../platform/digest/canonical-digest.ts';
import { AppError } from '../../../platform/http/app-error.ts';
import type { ChangeKind } from '../change-kind.ts';
import { jsonDiff } from '../json-diff.ts';

/** Another flag definition in place of the one in force. */
export const flagsChange = (flags: FlagDefinition): ChangeKind => ({
  base: ({ flags: { digest } }) => digest,
  check(now) {
    if (now.flags.digest === digestOf(flags))
      throw new AppError(409, 'nothing-changes', 'The flags are as they would be already.');
  },
  diff: (now) => jsonDiff(now.flags.definition, flags),
  acts: (signed) => [{ content: { type: 'flag.changed', data: { flags, ...signed } }, subject: 'flags' }],
});

import type { Answer, Difference } from '../../contracts/http/answers.ts';
import { canonicalJson } from '../../platform/digest/canonical-digest.ts';

/** The members in which two answers differ, as JSON; none where they are the same to the byte. */
export const differencesOf = (recorded: Answer, again: Answer): readonly Difference[] => {
  const [before, after] = [new Map(Object.entries(recorded)), new Map(Object.entries(again))];
  const textOf = (members: ReadonlyMap<string, unknown>, member: string): string | undefined => {
    const value = members.get(member);
    return value === undefined ? undefined : canonicalJson(value);
  };
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((member) => {
    const [then, now] = [textOf(before, member), textOf(after, member)];
    if (then === now) return [];
    return [
      { member, ...(then !== undefined && { recorded: then }), ...(now !== undefined && { again: now }) },
    ];
  });
};

import type { Role } from '../../../services/contracts/primitives.ts';

interface Place {
  readonly path: string;
  readonly roles: readonly Role[];
  readonly isDetail?: boolean;
}

/** The pages that a role finds in the navigation, in their order. */
export const navigationOf = <P extends Place>(pages: readonly P[], role: Role): readonly P[] =>
  pages.filter((page) => !page.isDetail && page.roles.includes(role));

/** Whether `location` is a page or something under it: /accounts/a-1 lies under /accounts, not under /. */
export const isAt = (path: string, location: string): boolean =>
  location === path || (path !== '/' && location.startsWith(`${path}/`));

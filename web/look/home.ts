import type { Role } from '../../services/contracts/primitives.ts';

/** Where a role has its work, as a link and in words. */
export interface Home {
  readonly href: string;
  readonly place: string;
}

const homes: Readonly<Record<Role, Home>> = {
  customer: { href: '/', place: 'the menu' },
  operator: { href: '/stand', place: 'the stand' },
  analyst: { href: '/console/', place: 'the console' },
  admin: { href: '/console/', place: 'the console' },
  service: { href: '/v1/openapi.json', place: 'the interface for programs' },
};

export const homeOf = (role: Role): Home => homes[role];

const roleNames: Readonly<Record<Role, string>> = {
  customer: 'Colleagues',
  operator: 'At the stand',
  analyst: 'Analysts',
  admin: 'Administrators',
  service: 'Programs',
};

/** The role as the heading of a group of people. */
export const roleGroup = (role: Role): string => roleNames[role];

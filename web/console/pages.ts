import {
  IconAdjustmentsHorizontal,
  IconAlertTriangle,
  IconCertificate,
  IconChartAreaLine,
  IconChartScatter,
  IconChecklist,
  IconFingerprint,
  IconFlask,
  IconFlag,
  IconGitBranch,
  IconFlame,
  IconHelpHexagon,
  IconGitCommit,
  IconMailOff,
  IconRocket,
  IconScale,
  IconSchool,
  IconShoppingBag,
  IconUserShield,
  IconUsers,
  IconUsersGroup,
  type Icon,
} from '@tabler/icons-react';
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { Role } from '../../services/contracts/primitives.ts';

export interface ConsolePage {
  /** Under /console, as wouter writes it. */
  readonly path: string;
  readonly label: string;
  readonly icon: Icon;
  readonly roles: readonly Role[];
  readonly Page: LazyExoticComponent<ComponentType>;
  /** A page about one thing: reached from a list, not from the navigation. */
  readonly isDetail?: boolean;
}

/** Who works at the console. */
export const CONSOLE_ROLES = ['analyst', 'admin'] as const satisfies readonly Role[];

const overview = lazy(() =>
  import('./overview/overview-page.tsx').then((m) => ({ default: m.OverviewPage })),
);
const accounts = lazy(() =>
  import('./accounts/accounts-page.tsx').then((m) => ({ default: m.AccountsPage })),
);
const account = lazy(() => import('./accounts/account-page.tsx').then((m) => ({ default: m.AccountPage })));
const demotions = lazy(() =>
  import('./demotions/demotions-page.tsx').then((m) => ({ default: m.DemotionsPage })),
);
const items = lazy(() => import('./items/items-page.tsx').then((m) => ({ default: m.ItemsPage })));
const certificate = lazy(() =>
  import('./certificate/certificate-page.tsx').then((m) => ({ default: m.CertificatePage })),
);
const blame = lazy(() => import('./blame/blame-page.tsx').then((m) => ({ default: m.BlamePage })));
const explorer = lazy(() =>
  import('./explorer/explorer-page.tsx').then((m) => ({ default: m.ExplorerPage })),
);
const fingerprints = lazy(() =>
  import('./fingerprints/fingerprints-page.tsx').then((m) => ({ default: m.FingerprintsPage })),
);
const flag = lazy(() => import('./flag/flag-page.tsx').then((m) => ({ default: m.FlagPage })));
const models = lazy(() => import('./models/models-page.tsx').then((m) => ({ default: m.ModelsPage })));
const rollouts = lazy(() =>
  import('./rollouts/rollouts-page.tsx').then((m) => ({ default: m.RolloutsPage })),
);
const policies = lazy(() =>
  import('./policies/policies-page.tsx').then((m) => ({ default: m.PoliciesPage })),
);
const changes = lazy(() => import('./changes/changes-page.tsx').then((m) => ({ default: m.ChangesPage })));
const incidents = lazy(() =>
  import('./incidents/incidents-page.tsx').then((m) => ({ default: m.IncidentsPage })),
);
const behaviours = lazy(() =>
  import('./behaviours/behaviours-page.tsx').then((m) => ({ default: m.BehavioursPage })),
);
const budgets = lazy(() => import('./budgets/budgets-page.tsx').then((m) => ({ default: m.BudgetsPage })));
const experiments = lazy(() =>
  import('./experiments/experiments-page.tsx').then((m) => ({ default: m.ExperimentsPage })),
);
const deadLetters = lazy(() =>
  import('./dead-letters/dead-letters-page.tsx').then((m) => ({ default: m.DeadLettersPage })),
);
const registry = lazy(() =>
  import('./registry/registry-page.tsx').then((m) => ({ default: m.RegistryPage })),
);
const safety = lazy(() => import('./safety/safety-page.tsx').then((m) => ({ default: m.SafetyPage })));
const people = lazy(() => import('./people/people-page.tsx').then((m) => ({ default: m.PeoplePage })));

/** Every page of the console, in the order of the navigation. To add one: its folder, and a line here. */
export const pages: readonly ConsolePage[] = [
  { path: '/', label: 'Overview', icon: IconChartAreaLine, roles: CONSOLE_ROLES, Page: overview },
  { path: '/accounts', label: 'Accounts', icon: IconUserShield, roles: CONSOLE_ROLES, Page: accounts },
  {
    path: '/accounts/:accountId',
    label: 'Account',
    icon: IconUserShield,
    roles: CONSOLE_ROLES,
    Page: account,
    isDetail: true,
  },
  {
    path: '/demotions',
    label: 'Demotions',
    icon: IconUsersGroup,
    roles: CONSOLE_ROLES,
    Page: demotions,
  },
  {
    path: '/explorer',
    label: 'Explorer',
    icon: IconAdjustmentsHorizontal,
    roles: CONSOLE_ROLES,
    Page: explorer,
  },
  { path: '/items', label: 'Items', icon: IconShoppingBag, roles: CONSOLE_ROLES, Page: items },
  {
    path: '/certificate',
    label: 'Certificate',
    icon: IconCertificate,
    roles: CONSOLE_ROLES,
    Page: certificate,
  },
  { path: '/blame', label: 'Blame', icon: IconHelpHexagon, roles: CONSOLE_ROLES, Page: blame },
  {
    path: '/fingerprints',
    label: 'Fingerprints',
    icon: IconFingerprint,
    roles: CONSOLE_ROLES,
    Page: fingerprints,
  },
  { path: '/flag', label: 'Model flag', icon: IconFlag, roles: CONSOLE_ROLES, Page: flag },
  { path: '/models', label: 'Models', icon: IconGitBranch, roles: CONSOLE_ROLES, Page: models },
  { path: '/rollouts', label: 'Rollouts', icon: IconRocket, roles: CONSOLE_ROLES, Page: rollouts },
  { path: '/policies', label: 'Policies', icon: IconScale, roles: CONSOLE_ROLES, Page: policies },
  { path: '/changes', label: 'Changes', icon: IconGitCommit, roles: CONSOLE_ROLES, Page: changes },
  { path: '/registry', label: 'Registry', icon: IconSchool, roles: CONSOLE_ROLES, Page: registry },
  {
    path: '/safety',
    label: 'Accuracy and safety',
    icon: IconChartScatter,
    roles: CONSOLE_ROLES,
    Page: safety,
  },
  {
    path: '/behaviours',
    label: 'Statements',
    icon: IconChecklist,
    roles: CONSOLE_ROLES,
    Page: behaviours,
  },
  { path: '/budgets', label: 'Error budgets', icon: IconFlame, roles: CONSOLE_ROLES, Page: budgets },
  {
    path: '/experiments',
    label: 'Experiments',
    icon: IconFlask,
    roles: CONSOLE_ROLES,
    Page: experiments,
  },
  {
    path: '/incidents',
    label: 'Incidents',
    icon: IconAlertTriangle,
    roles: CONSOLE_ROLES,
    Page: incidents,
  },
  {
    path: '/dead-letters',
    label: 'Dead letters',
    icon: IconMailOff,
    roles: CONSOLE_ROLES,
    Page: deadLetters,
  },
  { path: '/people', label: 'People', icon: IconUsers, roles: ['admin'], Page: people },
];

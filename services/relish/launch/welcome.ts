import type { Person } from '../../contracts/http/ordering.ts';
import { demoPeople } from '../../ordering/accounts/demo-people.ts';
import { readConfig, type Config } from '../../platform/config/config.ts';
import type { Relish } from './launch.ts';
import { isWebBuilt } from './web-apps.ts';

const SHOWN_PEOPLE = 3;

const row = (label: string, text: string): string => `  ${label.padEnd(14)}${text}`;

const inWords = ({ accountId, name, role }: Person): string =>
  role === 'customer' ? `${accountId} (${name})` : accountId;

const demoRows = ({ RELISH_DEMO, RELISH_DEMO_PASSCODE: passcode }: Config): string[] => {
  if (RELISH_DEMO === 'off') return [];
  const employees = demoPeople.filter(({ role }) => role === 'customer');
  const others = demoPeople.filter(({ role }) => role !== 'customer');
  const shown = employees.slice(0, SHOWN_PEOPLE).map(inWords).join(', ');
  const isWellKnown = passcode === readConfig({}).RELISH_DEMO_PASSCODE;
  return [
    row('Sign in as', `${shown}, … and ${employees.length - SHOWN_PEOPLE} more,`),
    row('', `or as ${others.map(inWords).join(', ')}`),
    row('Passcode', isWellKnown ? passcode : 'what RELISH_DEMO_PASSCODE says'),
  ];
};

const whereIs = (variable: string, { file }: { readonly file?: string }): string =>
  file ?? `what ${variable} says`;

const tokenRows = ({ data: { tokens } }: Relish): string[] => [
  row('Service token', whereIs('RELISH_SERVICE_TOKEN', tokens.service)),
  row('Admin token', whereIs('RELISH_ADMIN_TOKEN', tokens.admin)),
];

const seededRows = ({ seeded }: Relish): string[] =>
  seeded > 0 ? ['', `A simulated month of lunches was put on the log: ${seeded} events.`] : [];

const whole = (relish: Relish, config: Config): string[] => [
  'Relish is open.',
  '',
  row('Ordering app', `${relish.url}/`),
  row('Console', `${relish.url}/console`),
  ...(isWebBuilt(relish.webFolder)
    ? []
    : [row('', 'Not built yet, so there are no pages: stop this, and run npm start.')]),
  ...demoRows(config),
  row('Data', relish.data.folder),
  ...(config.REDIS_URL === undefined ? [] : [row('Log', 'the Redis at REDIS_URL')]),
];

/** One service of several: whoever looks after it needs no passcode, and finds no pages here. */
const apart = ({ url }: Relish, { RELISH_SERVICE: service, RECOMMENDER_URL }: Config): string[] => [
  `Relish's ${service} is open.`,
  '',
  row('Service', `${url}/`),
  row('Described at', `${url}/${service === 'ordering' ? 'api' : 'v1'}/openapi.json`),
  ...(service === 'ordering' ? [row('Recommender', `${RECOMMENDER_URL ?? ''}/`)] : []),
  row('Log', 'the Redis at REDIS_URL'),
];

/** What somebody who has just started Relish wants to know. Holds no secret but the demo's well-known passcode. */
export const welcome = (relish: Relish, config: Config): string =>
  [
    ...(config.RELISH_SERVICE === 'all' ? whole(relish, config) : apart(relish, config)),
    ...tokenRows(relish),
    ...seededRows(relish),
    '',
    'Ctrl-C stops it; the data stays.',
  ].join('\n');

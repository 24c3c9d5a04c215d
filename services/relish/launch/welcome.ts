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

/** What somebody who has just started Relish wants to know. Holds no secret but the demo's well-known passcode. */
export const welcome = ({ url, data, seeded, webFolder }: Relish, config: Config): string =>
  [
    'Relish is open.',
    '',
    row('Ordering app', `${url}/`),
    row('Console', `${url}/console`),
    ...(isWebBuilt(webFolder)
      ? []
      : [row('', 'Not built yet, so there are no pages: stop this, and run npm start.')]),
    ...demoRows(config),
    row('Data', data.folder),
    row('Service token', whereIs('RELISH_SERVICE_TOKEN', data.tokens.service)),
    row('Admin token', whereIs('RELISH_ADMIN_TOKEN', data.tokens.admin)),
    ...(seeded > 0 ? ['', `A simulated month of lunches was put on the log: ${seeded} events.`] : []),
    '',
    'Ctrl-C stops it; the data stays.',
  ].join('\n');

/** What a number of a policy counts. Shares and votes are kept in millionths. */
export type Unit = 'percent' | 'hundredths' | 'votes' | 'days' | 'minutes' | 'accounts' | 'events' | 'number';

const SECTIONS: Readonly<Record<string, string>> = {
  standing: 'Becoming established',
  newcomers: 'Newcomers',
  votes: 'Votes',
  peers: 'Likeness between accounts',
  ownWeight: 'An account’s own history',
  filters: 'Filters',
  tolerance: 'Tolerance',
  demotions: 'Demotions',
  badRecords: 'Bad records',
  approvals: 'What takes two people',
};

/** The last names of a path tell the unit. */
const UNITS: readonly (readonly [ending: RegExp, unit: Unit])[] = [
  [/(^|\.)(share|threshold|clip|floor)$|^tolerance\./, 'percent'],
  [/^(newcomers\.allowance|votes\.budget|ownWeight)$/, 'votes'],
  [/(^|\.)(days|age|probation|halfLifeDays|saturationDays)$/, 'days'],
  [/(^|\.)(accounts|minimumEstablished)$/, 'accounts'],
  [/^approvals\.quarantineOver$/, 'accounts'],
  [/^approvals\.flagOver$/, 'hundredths'],
  [/^badRecords\.windowMinutes$/, 'minutes'],
  [/^badRecords\.least$/, 'events'],
];

const WORDS: Readonly<Record<string, readonly [label: string, help: string]>> = {
  'standing.days': ['Days with a fulfilled order', 'So many make an account established …'],
  'standing.age': ['Age', '… if the first of them is at least so long ago.'],
  'standing.minimumEstablished': [
    'Newcomer cap from',
    'With fewer established accounts the shop is new: newcomers count in full, and nothing is promised.',
  ],
  'standing.founders': ['Founders', 'Established from the start: how a new shop begins.'],
  'newcomers.share': ['Share', 'What newcomers may add to an item, of what established accounts give it …'],
  'newcomers.allowance': ['Allowance', '… and so much on top, so that a new item can be seen at all.'],
  'votes.saturationDays': ['Full vote after', 'Distinct days on which an account takes an item home.'],
  'votes.halfLifeDays': ['Half-life', 'After so long a vote is worth half.'],
  'votes.budget': ['Budget', 'The most that one account’s votes come to in all.'],
  'peers.clip': ['Clip', 'Likeness above this counts no more: lower is safer, higher more accurate.'],
  'peers.power': ['Power', 'The higher, the more near accounts count against far ones.'],
  'peers.floor': ['Floor', 'The least likeness of any two accounts: fills a list where peers are few.'],
  ownWeight: [
    'Own weight',
    'What an account’s own full vote is worth in its own list; out of attackers’ reach.',
  ],
  'tolerance.popular': ['Popular', 'The least confidence in a signal that the popular list accepts.'],
  'tolerance.peers': ['Peers', 'The least confidence in a signal that personal lists accept.'],
  'demotions.share': [
    'Without a person’s word',
    'Of the established accounts: beyond this share a demotion waits for somebody to approve it.',
  ],
  'badRecords.windowMinutes': ['Window', 'Refused events are counted over the last minutes.'],
  'badRecords.share': [
    'Share of refused events',
    'Beyond it publication is held: lists stay as they were, and what comes in waits. At 100% nothing is held.',
  ],
  'approvals.quarantineOver': [
    'Accounts on one word',
    'So many may be quarantined or reinstated within 24 hours by one person; more take two.',
  ],
  'approvals.flagOver': [
    'Flags on one word',
    'So much of the accounts may get another variant than the default by one person; more takes two.',
  ],
  'approvals.policies': [
    'A policy, and what must always hold',
    'What touches this section takes two people in any case.',
  ],
  'approvals.people': [
    'Who may ask and approve',
    'Nobody named: any two admins. An admin can make another, so name people.',
  ],
  'badRecords.least': ['Judged from', 'With fewer events in the window no share is judged.'],
};

/** By the last name, where many sections have one. */
const COMMON_WORDS: Readonly<Record<string, readonly [label: string, help: string]>> = {
  threshold: ['Reported from', 'The strength from which on the evidence is shown.'],
  effect: ['Effect', 'What it does beyond telling people.'],
  accounts: ['Accounts', 'So many may move together before anybody wonders.'],
  probation: ['Probation', 'Since its rise, in which an account can be demoted without a person’s word.'],
};

const EFFECTS: Readonly<Record<string, string>> = {
  none: 'only tells people',
  hold: 'holds its rise back',
  lower: 'lowers its own weight',
  demote: 'demotes it to newcomer',
  one: 'takes one person',
  two: 'takes two people',
};

const NAMES: Readonly<Record<string, string>> = { 'co-visitation': 'Co-visitation' };

/** `minimumEstablished` → `Minimum established`, `cancel-spam` → `Cancel spam`. */
export const spelled = (name: string): string => {
  const known = NAMES[name];
  if (known) return known;
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export const sectionTitle = (name: string): string => SECTIONS[name] ?? spelled(name);

export const choiceText = (choice: string): string => EFFECTS[choice] ?? choice;

/** What a field is called, what it is for and what it counts; one that nobody described goes by its name. */
export const describeField = (
  path: string,
): { readonly label: string; readonly help: string; readonly unit: Unit } => {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const [label, help] = WORDS[path] ?? COMMON_WORDS[name] ?? [spelled(name), ''];
  const unit = UNITS.find(([ending]) => ending.test(path))?.[1] ?? 'number';
  return { label, help, unit };
};

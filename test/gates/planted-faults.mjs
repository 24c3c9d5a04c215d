/**
 * One broken rule after the other, as files to plant in a copy of the repository. `expect` is what the gate
 * must say of it. All are planted at once: a gate that stays silent about one of them is found out by name.
 */
const planted = (gate, rule, files) => ({ gate, rule, files });
const wall = (rule, file, target) => planted('rooms', rule, { [file]: `import '${target}';\n` });
const lint = (rule, file, content) => planted('lint', rule, { [file]: content });

/** What the walls are broken with. */
export const bricks = {
  'services/ordering/planted-brick.ts': 'export const brick = 1;\n',
  'services/recommender/planted-brick.ts': 'export const brick = 1;\n',
  'web/console/planted-brick.ts': 'export const brick = 1;\n',
  'test/planted-brick.ts': 'export const brick = 1;\n',
};

const rooms = [
  wall('contracts-import-nothing-of-ours', 'services/contracts/planted.ts', '../ordering/planted-brick.ts'),
  wall('platform-imports-contracts-alone', 'services/platform/planted.ts', '../ordering/planted-brick.ts'),
  wall(
    'ordering-never-sees-recommender',
    'services/ordering/planted-1.ts',
    '../recommender/planted-brick.ts',
  ),
  wall(
    'recommender-never-sees-ordering',
    'services/recommender/planted-1.ts',
    '../ordering/planted-brick.ts',
  ),
  wall('web-imports-contracts-alone', 'web/order/planted-1.ts', '../../services/ordering/planted-brick.ts'),
  wall('web-apps-stand-alone', 'web/order/planted-2.ts', '../console/planted-brick.ts'),
  wall('infra-imports-nothing-of-ours', 'infra/planted-1.ts', '../services/ordering/planted-brick.ts'),
  wall('product-never-imports-tests', 'services/ordering/planted-2.ts', '../../test/planted-brick.ts'),
  wall('domain-is-pure-of-effects', 'services/ordering/stand/planted-1.ts', 'node:fs'),
  wall('domain-is-pure-of-packages', 'services/recommender/votes/planted-2.ts', 'express'),
  wall(
    'domain-is-pure-of-adapters',
    'services/ordering/stand/planted-3.ts',
    '../../platform/http/create-app.ts',
  ),
  wall('stores-behind-ports', 'services/ordering/planted-3.ts', 'classic-level'),
  wall('resolvable', 'services/ordering/planted-4.ts', './planted-nowhere.ts'),
  wall('services-need-no-dev-packages', 'services/ordering/planted-5.ts', 'fast-check'),
  planted('rooms', 'no-circular', {
    'services/ordering/planted-6.ts': "import './planted-7.ts';\n",
    'services/ordering/planted-7.ts': "import './planted-6.ts';\n",
  }),
];

const lints = [
  lint(
    '@typescript-eslint/no-floating-promises',
    'services/ordering/planted-lint-1.ts',
    'const later = async (): Promise<number> => 1;\nlater();\n',
  ),
  lint(
    '@typescript-eslint/no-explicit-any',
    'services/ordering/planted-lint-2.ts',
    'export const loose: any = 1;\n',
  ),
  lint(
    '@typescript-eslint/consistent-type-assertions',
    'services/ordering/planted-lint-3.ts',
    'export const forced = (value: unknown): string => value as string;\n',
  ),
  lint(
    '@typescript-eslint/switch-exhaustiveness-check',
    'services/ordering/planted-lint-4.ts',
    "export const half = (side: 'left' | 'right'): void => {\n  switch (side) {\n    case 'left':\n  }\n};\n",
  ),
  lint('no-restricted-syntax', 'services/ordering/planted-lint-5.ts', 'export default 1;\n'),
  lint(
    'relish/disable-with-reason',
    'services/ordering/planted-lint-6.ts',
    '// eslint-disable-next-line @typescript-eslint/no-explicit-any\nexport const loose: any = 1;\n',
  ),
  lint('no-restricted-properties', 'services/ordering/planted-lint-7.ts', 'process.exit(1);\n'),
  lint(
    'no-restricted-properties',
    'services/recommender/votes/planted-lint-8.ts',
    'export const clock = (): number => Date.now();\n',
  ),
  lint(
    'no-restricted-syntax',
    'services/recommender/votes/planted-lint-9.ts',
    'export const clock = (): Date => new Date();\n',
  ),
  lint(
    'no-restricted-properties',
    'services/ordering/planted-lint-10.test.ts',
    "import { test } from '@jest/globals';\ntest.only('alone', () => undefined);\n",
  ),
  lint(
    'relish/saves-every-field',
    'services/recommender/votes/planted-lint-12.ts',
    'export class Half {\n  kept = 1;\n  forgotten = 2;\n  save() {\n    return { kept: this.kept };\n  }\n' +
      '  restore({ kept }: { readonly kept: number }): void {\n    this.kept = kept;\n  }\n}\n',
  ),
  lint(
    'react-hooks/rules-of-hooks',
    'web/order/planted-lint-11.tsx',
    "import { useState } from 'react';\nexport const Sometimes = ({ on }: { readonly on: boolean }) => {\n" +
      '  if (on) useState(1);\n  return null;\n};\n',
  ),
];

const others = [
  planted('types', 'planted-types.ts(1,14): error TS2322', {
    'services/ordering/planted-types.ts': "export const count: number = 'one';\n",
  }),
  planted('format', 'planted-format.ts', {
    'services/ordering/planted-format.ts': 'export   const wide=1\n',
  }),
  planted('unused', 'nobodyWantsThis', {
    'services/ordering/planted-unused.ts': 'export const wanted = 1;\nexport const nobodyWantsThis = 2;\n',
    'services/ordering/planted-unused.test.ts':
      "import { wanted } from './planted-unused.ts';\nvoid wanted;\n",
  }),
  planted('unused', 'planted-orphan.ts', { 'services/ordering/planted-orphan.ts': 'void 0;\n' }),
  planted('layout', 'top-level: planted.txt', { 'planted.txt': '\n' }),
  planted('layout', 'kebab-case: services/ordering/PlantedName.ts', {
    'services/ordering/PlantedName.ts': 'void 0;\n',
  }),
  planted('layout', 'telling-names: services/ordering/planted-utils.ts', {
    'services/ordering/planted-utils.ts': 'void 0;\n',
  }),
  planted('tests', '0 passed, 2 failed', {
    'test/planted-failing.test.ts':
      "import { expect, test } from '@jest/globals';\ntest('fails', () => expect(1).toBe(2));\n",
    'test/planted-unloadable.test.ts': "import './planted-nowhere.ts';\n",
  }),
];

export const faults = [...rooms, ...lints, ...others];

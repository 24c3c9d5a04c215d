import { expect, test } from '@jest/globals';
import { parseArguments } from './parse-arguments.ts';

test.each([
  [['--attacks', 'sabotuer'], /no attack sabotuer[^]*saboteur/],
  [['--seeds', '0'], /--seeds must be a whole number/],
  [['--origins', 'moon'], /--origins must be one of by-knowledge/],
  [['--only', 'gorse'], /--only may name naive/],
  [['--sedes', '1'], /--sedes/],
])('%j is refused with the way out', (words, said) => {
  expect(() => parseArguments(words)).toThrow(said);
});

import type { Person } from '../../contracts/http/ordering.ts';

/** Simulated: nobody of these names works anywhere. They come from code only, never from people.json. */
// prettier-ignore
const employees = [
  'Ada Lindqvist', 'Bruno Achterberg', 'Carmen Villalobos', 'Dev Ramanathan', 'Elif Karaduman', 'Farid Benmoussa',
  'Grace Oyelaran', 'Hugo Valkenburg', 'Ines Cavaleiro', 'Jonas Weidinger', 'Kirsi Lehtovaara', 'Luca Bonaventura',
  'Mei-Ling Sutanto', 'Nadia Rahimova', 'Oskar Brzezinski', 'Priya Venkataraman', 'Quentin Maisonneuve', 'Rosa Etxeberria',
  'Samir Haddadine', 'Tove Grönberg', 'Umar Faruqzai', 'Vera Novotná', 'Wanjiru Kamande', 'Xavier Deschamps',
  'Yuki Morinaga', 'Zofia Wiśniewicz', 'Anton Bergström', 'Beatriz Fontoura', 'Callum Strathearn', 'Dalia Abuhatzira',
  'Emeka Nwachukwu', 'Freya Thorvaldsen', 'Gustavo Arrieta', 'Hana Kobayakawa', 'Idris Bamgbose', 'Jolanta Piekarska',
  'Kofi Asantewa', 'Leila Moghaddam', 'Matteo Ferrantini', 'Nora Fitzwilliam', 'Omar Belkacem', 'Paulina Czarnecka',
  'Rafael Montenegro', 'Sinead Gallaghan', 'Tomasz Wolanski', 'Ulrike Hohenfeld', 'Vikram Chaudhury', 'Willemijn Postma',
  'Yasmin Aldridge', 'Zoltan Fekeshazy', 'Amara Diallonde', 'Benedikt Schwarzkopp', 'Chiara Montefiore', 'Dmitri Sokolenko',
  'Esther Okonjola', 'Finn MacAllaster', 'Greta Lundholm', 'Haruto Nishikado', 'Isolde Kirchmayr', 'Joaquin Santillana',
];

/** Who can sign in where the demo is on: 60 simulated employees, and one person for each other role. */
export const demoPeople: readonly Person[] = [
  ...employees.map((name, index): Person => ({
    accountId: `e-${String(index + 1).padStart(2, '0')}`,
    name,
    role: 'customer',
  })),
  { accountId: 'operator', name: 'Stand operator', role: 'operator' },
  { accountId: 'analyst', name: 'Analyst', role: 'analyst' },
  { accountId: 'admin', name: 'Administrator', role: 'admin' },
];

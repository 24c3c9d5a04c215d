import { seeded, seedOf } from './seeded.ts';

/** How a topping lies on the sausage; each is drawn by a shape of that name. */
export type ToppingShape =
  'drape' | 'shreds' | 'spear' | 'wedges' | 'crumbles' | 'beads' | 'leaves' | 'rings' | 'chips' | 'wave';

export interface Topping {
  readonly shape: ToppingShape;
  /** Main colour and its shade. */
  readonly colours: readonly [string, string];
}

export type Bun = 'plain' | 'poppy' | 'sesame' | 'pretzel' | 'rye';
export type Sausage = 'frank' | 'brat' | 'carrot' | 'bacon' | 'green';

/** All that the drawing of an item needs to know. */
export interface Recipe {
  readonly seed: number;
  readonly bun: Bun;
  readonly sausage: Sausage;
  /** From the lowest layer to the top. */
  readonly toppings: readonly Topping[];
}

const topping = (shape: ToppingShape, colour: string, shade: string): Topping => ({
  shape,
  colours: [colour, shade],
});

/** The more telling words first: `blue cheese` before `cheese`. What one has matched the next doesn't see. */
const TOPPINGS: readonly (readonly [RegExp, Topping])[] = [
  [/blue cheese|gorgonzola|roquefort/, topping('crumbles', '#f7f5ea', '#5f82b5')],
  [/potato chip|kettle chip|crisps?|chips?/, topping('chips', '#f6c64f', '#cf8f1d')],
  [/onion rings?/, topping('rings', '#e9b45d', '#b97a25')],
  [/pickled (red )?onions?|red onions?/, topping('rings', '#d77ba4', '#a4437a')],
  [/(fried|caramelised|caramelized|crispy|grilled) onions?/, topping('shreds', '#c98a3f', '#94591b')],
  [/spring onions?|scallions?|chives?/, topping('beads', '#7cb342', '#4b7d1d')],
  [/onions?/, topping('beads', '#fffaf0', '#d9cfe0')],
  [/chill?i(?! oil)|bolognese|ragu|sloppy/, topping('drape', '#8f3b1d', '#6b2710')],
  [/curry/, topping('drape', '#d99a2b', '#ad6f12')],
  [/nacho|cheese sauce|queso|fondue/, topping('drape', '#f9b934', '#d58e12')],
  [/feta|goat/, topping('crumbles', '#fffdf6', '#dcd6c4')],
  [/cheddar|cheese|swiss|gouda|mozzarella/, topping('shreds', '#f8b73a', '#d78a15')],
  [/sauerkraut|kraut/, topping('shreds', '#efe6b8', '#c9bb7c')],
  [/kimchi/, topping('shreds', '#e4633b', '#b23a1c')],
  [/slaw/, topping('shreds', '#e9efd0', '#a9c07e')],
  [/mac(aroni)?\b/, topping('beads', '#ffc94d', '#dd9a1c')],
  [/beans?/, topping('beads', '#9a4a32', '#6f2f1d')],
  [/corn|elote/, topping('beads', '#fdd24f', '#dda41f')],
  [/pickles?|gherkins?|spears?|dill/, topping('spear', '#8fae3f', '#5f7f22')],
  [/tomato(es)?(?! sauce)|salsa|pico/, topping('wedges', '#e2503a', '#b3301f')],
  [/pineapple|mango|peach/, topping('wedges', '#fbcf45', '#d9a21d')],
  [/jalape|peppers?|chill?ies|peperoncini/, topping('rings', '#6ba43a', '#3f6f1d')],
  [/mushrooms?|truffle/, topping('wedges', '#cdb08a', '#94764f')],
  [/bacon bits|pancetta|chorizo/, topping('crumbles', '#a4432c', '#e0997c')],
  [/avocado|guacamole|guac/, topping('drape', '#9dbb4a', '#6f8d27')],
  [/relish/, topping('beads', '#6fae3d', '#47801f')],
  [/coriander|cilantro|basil|parsley|rocket|lettuce|herbs?/, topping('leaves', '#6aa84a', '#3d7a26')],
  [/ketchup|gochujang|sriracha|hot sauce|tomato sauce/, topping('wave', '#d4351f', '#a62312')],
  [/mustard/, topping('wave', '#fcd03b', '#dba512')],
  [/mayo|crema|aioli|ranch|sour cream|dressing|remoulade/, topping('wave', '#fff8e6', '#ddd0ae')],
  [/teriyaki|barbecue|bbq|hoisin|gravy/, topping('wave', '#6b3a1d', '#4a2510')],
];

const BUNS: readonly (readonly [RegExp, Bun])[] = [
  [/poppy|chicago/, 'poppy'],
  [/sesame|seoul|tokyo|banh/, 'sesame'],
  [/pretzel|brioche/, 'pretzel'],
  [/\brye\b|wholemeal|reuben|vegan/, 'rye'],
];

const SAUSAGES: readonly (readonly [RegExp, Sausage])[] = [
  [/carrot|sweet potato/, 'carrot'],
  [/tofu|veg(gie|etable|etarian|an)|plant|beet|lentil/, 'green'],
  [/bacon[- ]wrapped|sonoran/, 'bacon'],
  [/brat|weiss|chicken|turkey|pork|merguez|fish/, 'brat'],
];

const LAYERS: readonly ToppingShape[] = [
  'drape',
  'shreds',
  'spear',
  'wave',
  'wedges',
  'beads',
  'rings',
  'leaves',
  'crumbles',
  'chips',
];
const MOST_TOPPINGS = 4;

const named = <T>(table: readonly (readonly [RegExp, T])[], text: string): T | undefined =>
  table.find(([word]) => word.test(text))?.[1];

const toppingsIn = (text: string): readonly Topping[] => {
  let rest = text;
  const found: Topping[] = [];
  for (const [word, what] of TOPPINGS) {
    const without = rest.replaceAll(new RegExp(word, 'g'), ' ');
    if (without !== rest) found.push(what);
    rest = without;
  }
  return found.slice(0, MOST_TOPPINGS);
};

/** For an item that doesn't say what is on it: two toppings that only its id decides. */
const surprise = (seed: number): readonly Topping[] => {
  const random = seeded(seed);
  const [waves, others] = [true, false].map((wave) =>
    TOPPINGS.map(([, any]) => any).filter(({ shape }) => (shape === 'wave') === wave),
  );
  const pick = (from: readonly Topping[] = []) => from[Math.floor(random() * from.length)];
  return [pick(others), pick(waves)].filter((any) => any !== undefined);
};

/** What to draw for an item, from what its name and description say is in it. */
export const recipeOf = (item: {
  readonly itemId: string;
  readonly name: string;
  readonly description?: string;
}): Recipe => {
  const text = `${item.name} ${item.description ?? ''} ${item.itemId}`.toLowerCase();
  const seed = seedOf(item.itemId);
  const said = toppingsIn(text);
  const toppings = said.length > 0 ? said : surprise(seed);
  return {
    seed,
    bun: named(BUNS, text) ?? 'plain',
    sausage: named(SAUSAGES, text) ?? 'frank',
    toppings: toppings.toSorted((a, b) => LAYERS.indexOf(a.shape) - LAYERS.indexOf(b.shape)),
  };
};

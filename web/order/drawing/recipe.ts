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
  [/(potato|kettle) (chips?|crisps?)|\bcrisps\b|\bchips\b/, topping('chips', '#f6c64f', '#cf8f1d')],
  [/onion rings?/, topping('rings', '#e9b45d', '#b97a25')],
  [/(pickled )?red onions?|pickled onions?/, topping('rings', '#d77ba4', '#a4437a')],
  [/(fried|caramelised|caramelized|crisp|crispy|grilled) onions?/, topping('shreds', '#c98a3f', '#94591b')],
  [/spring onions?|scallions?|\bchives?\b/, topping('beads', '#7cb342', '#4b7d1d')],
  [/onions?/, topping('beads', '#fffaf0', '#d9cfe0')],
  [/(pickled )?(daikon|radish|turnip)s?/, topping('rings', '#f7dbe6', '#d089a8')],
  [/pickled carrots?/, topping('shreds', '#f58b34', '#c9650f')],
  [/\bchili\b|bolognese|ragu|sloppy/, topping('drape', '#8f3b1d', '#6b2710')],
  [/curry|satay/, topping('drape', '#d99a2b', '#ad6f12')],
  [/nacho|cheese sauce|queso|fondue/, topping('drape', '#f9b934', '#d58e12')],
  [/macaroni( cheese)?/, topping('beads', '#ffc94d', '#dd9a1c')],
  [/scrambled|\beggs?\b/, topping('crumbles', '#ffe27a', '#e3b02b')],
  [/truffle|butter\b/, topping('crumbles', '#5a4636', '#3a2a1e')],
  [/feta|goat/, topping('crumbles', '#fffdf6', '#dcd6c4')],
  [/cheddar|gruy|cheese|swiss|gouda|mozzarella/, topping('shreds', '#f8b73a', '#d78a15')],
  [/kraut/, topping('shreds', '#efe6b8', '#c9bb7c')],
  [/kimchi/, topping('shreds', '#e4633b', '#b23a1c')],
  [/slaw/, topping('shreds', '#e9efd0', '#a9c07e')],
  [/\bbeans?\b/, topping('beads', '#9a4a32', '#6f2f1d')],
  [/\bcorn\b|elote/, topping('beads', '#fdd24f', '#dda41f')],
  [/pickles?\b|gherkins?|cucumbers?|spears?\b|dill\b/, topping('spear', '#8fae3f', '#5f7f22')],
  [/tomato(es)?(?! sauce)|salsa|pico de/, topping('wedges', '#e2503a', '#b3301f')],
  [/pineapple|mango|peach/, topping('wedges', '#fbcf45', '#d9a21d')],
  [/\bham\b|prosciutto/, topping('wedges', '#f0a3a0', '#c96f70')],
  [/chilli(es)?\b|cayenne/, topping('rings', '#dd4a2c', '#a62b14')],
  [/jalape|peppers?\b|peperoncini/, topping('rings', '#6ba43a', '#3f6f1d')],
  [/mushrooms?/, topping('wedges', '#cdb08a', '#94764f')],
  [/crumbs/, topping('crumbles', '#e2ab5c', '#b27c2f')],
  [/(maple|crisp|crispy) bacon|bacon bits|pancetta|chorizo/, topping('crumbles', '#a4432c', '#e0997c')],
  [/avocado|guac/, topping('drape', '#9dbb4a', '#6f8d27')],
  [/relish/, topping('beads', '#6fae3d', '#47801f')],
  [/\bnori\b|seaweed/, topping('leaves', '#3f5f3a', '#243a22')],
  [
    /coriander|cilantro|basil|parsley|rocket|lettuce|\bcress\b|herbs?\b/,
    topping('leaves', '#6aa84a', '#3d7a26'),
  ],
  [/ketchup|gochujang|sriracha|hot sauce|tomato sauce/, topping('wave', '#d4351f', '#a62312')],
  [/mustard/, topping('wave', '#fcd03b', '#dba512')],
  [/mayo|crema|cream\b|aioli|ranch|dressing|remoulade|tahini|yog/, topping('wave', '#fff8e6', '#ddd0ae')],
  [/teriyaki|barbecue|bbq|hoisin|gravy|glaze/, topping('wave', '#8a4a1f', '#5f3010')],
];

const BUNS: readonly (readonly [RegExp, Bun])[] = [
  [/poppy|chicago/, 'poppy'],
  [/sesame|seoul|tokyo|tahini/, 'sesame'],
  [/pretzel|brioche|truffle/, 'pretzel'],
  [/\brye\b|wholemeal|reuben|vegan/, 'rye'],
];

const SAUSAGES: readonly (readonly [RegExp, Sausage])[] = [
  [/falafel|tofu|plant|beet\b|lentil|veggie/, 'green'],
  [/(?<!pickled )carrot|sweet potato/, 'carrot'],
  [/bacon[- ]wrapped|wrapped in bacon|sonoran/, 'bacon'],
  [/brat|weiss|chicken|turkey|pork|merguez|fish|caraway/, 'brat'],
  [/vegan|vegetarian/, 'green'],
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

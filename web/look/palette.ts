/** Ten shades from the lightest to the darkest, as Mantine wants them. */
type Shades = readonly [string, string, string, string, string, string, string, string, string, string];

/** What a hot dog stand looks like: mustard, relish, tomato, on the warm grey of a paper wrap. */
export const palette = {
  mustard: [
    '#fff9e6',
    '#fff0c4',
    '#fee291',
    '#fcd257',
    '#f5bf2b',
    '#e0a50f',
    '#96690a',
    '#8a6000',
    '#6b4a00',
    '#4a3300',
  ],
  relish: [
    '#f1f9ec',
    '#e0f1d6',
    '#c2e3b0',
    '#9fd184',
    '#7fbf60',
    '#62a742',
    '#448029',
    '#3a7022',
    '#2b5619',
    '#1c3b10',
  ],
  tomato: [
    '#fff1ee',
    '#ffe1da',
    '#fec2b6',
    '#fb9d8b',
    '#f37b65',
    '#e55c43',
    '#cb4028',
    '#b0321c',
    '#8a2513',
    '#61180b',
  ],
  gray: [
    '#faf7f2',
    '#f3eee6',
    '#e7dfd3',
    '#d6ccbd',
    '#b7ab9a',
    '#8d8172',
    '#6d6254',
    '#554b40',
    '#3b342c',
    '#25201a',
  ],
  dark: [
    '#efeae3',
    '#d8d0c5',
    '#b9afa2',
    '#9b9083',
    '#5d5449',
    '#453e35',
    '#342e27',
    '#27221d',
    '#1c1814',
    '#120f0c',
  ],
} as const satisfies Record<string, Shades>;

/** Shades that carry white text with a contrast of 4.5 or more. */
export const primaryShade = { light: 7, dark: 6 } as const;

/** What the page lies on; cards lie on it in `surface`. */
export const page = { light: palette.gray[0], dark: palette.dark[8] } as const;
export const surface = { light: '#ffffff', dark: palette.dark[7] } as const;

const at = (hex: string, from: number): number => Number.parseInt(hex.slice(from, from + 2), 16);

/** `share` of one colour in another, `#rrggbb` each: a tint that a test can measure, unlike CSS's color-mix. */
const mix = (one: string, other: string, share: number): string =>
  `#${[1, 3, 5]
    .map((from) => Math.round(at(one, from) * share + at(other, from) * (1 - share)))
    .map((part) => part.toString(16).padStart(2, '0'))
    .join('')}`;

const named = ['mustard', 'relish', 'tomato', 'gray'] as const;

/** On dark, badges and notices lie on a tint of their colour. */
export const darkTints = named.map((name) => ({
  name,
  ground: mix(palette[name][5], surface.dark, 0.26),
  hover: mix(palette[name][5], surface.dark, 0.36),
  text: palette[name][1],
}));

/** Colours of chart series, in the order in which they are given out. */
export const series = {
  light: [palette.relish[6], palette.tomato[6], '#b8860b', '#5b7ea6', '#8c5a9e', '#3f8f8a', palette.gray[5]],
  dark: [
    palette.relish[4],
    palette.tomato[4],
    palette.mustard[4],
    '#8fb0d6',
    '#c294d3',
    '#73c2bd',
    palette.dark[3],
  ],
} as const;

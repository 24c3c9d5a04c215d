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
    '#b98405',
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
    '#4c8a30',
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
    '#d0432a',
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

/** The shade that carries white (light) or is carried by the dark page (dark) with a contrast of 4.5 or more. */
export const primaryShade = { light: 7, dark: 5 } as const;

/** What the page lies on; cards lie on it in `surface`. */
export const page = { light: palette.gray[0], dark: palette.dark[8] } as const;
export const surface = { light: '#ffffff', dark: palette.dark[7] } as const;

/** Colours of chart series, in the order in which they are given out. */
export const series = {
  light: [
    palette.relish[6],
    palette.tomato[6],
    palette.mustard[5],
    '#5b7ea6',
    '#8c5a9e',
    '#3f8f8a',
    palette.gray[5],
  ],
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

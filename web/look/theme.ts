import { createTheme, type CSSVariablesResolver } from '@mantine/core';
import { darkTints, page, palette, primaryShade, surface } from './palette.ts';

const SANS =
  'ui-rounded, "SF Pro Rounded", "Nunito", system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif';

/** Mantine's tokens for both apps. Colours by name: `relish` (primary), `mustard`, `tomato`. */
export const theme = createTheme({
  primaryColor: 'relish',
  primaryShade,
  colors: {
    ...palette,
    // Mantine itself says red, green and yellow: errors, successes and warnings get our own.
    red: palette.tomato,
    green: palette.relish,
    teal: palette.relish,
    yellow: palette.mustard,
    orange: palette.mustard,
  },
  white: surface.light,
  black: palette.gray[9],
  autoContrast: true,
  // At this luminance black and white text contrast alike: below it white is better than 4.5.
  luminanceThreshold: 0.179,
  fontFamily: SANS,
  headings: {
    fontFamily: SANS,
    fontWeight: '750',
    sizes: {
      h1: { fontSize: 'clamp(1.6rem, 1.2rem + 1.8vw, 2.15rem)', lineHeight: '1.2' },
      h2: { fontSize: 'clamp(1.3rem, 1.1rem + 0.9vw, 1.6rem)', lineHeight: '1.25' },
    },
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Card: { defaultProps: { radius: 'lg', withBorder: true } },
    Paper: { defaultProps: { radius: 'lg' } },
    Modal: { defaultProps: { radius: 'lg', centered: true, closeButtonProps: { 'aria-label': 'Close' } } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Alert: { defaultProps: { radius: 'lg' } },
    Tooltip: { defaultProps: { withArrow: true, events: { hover: true, focus: true, touch: true } } },
    Badge: { defaultProps: { variant: 'light', tt: 'none' } },
  },
});

/** Names under which Mantine and we ask for the same colour. */
const ALIASES = {
  mustard: ['yellow', 'orange'],
  relish: ['green', 'teal'],
  tomato: ['red'],
  gray: [],
} as const;

const tintVariables = (): Record<string, string> =>
  Object.fromEntries(
    darkTints.flatMap(({ name, ground, hover, text }) =>
      [name, ...ALIASES[name]].flatMap((alias) => [
        [`--mantine-color-${alias}-light`, ground],
        [`--mantine-color-${alias}-light-hover`, hover],
        [`--mantine-color-${alias}-light-color`, text],
      ]),
    ),
  );

/** Text and line colours that Mantine's defaults leave too faint on our warm greys. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--relish-page': page.light,
    '--mantine-color-error': palette.tomato[7],
    '--mantine-color-success': palette.relish[7],
    '--mantine-color-placeholder': palette.gray[6],
    '--mantine-color-default-border': palette.gray[3],
  },
  dark: {
    ...tintVariables(),
    '--relish-page': page.dark,
    '--mantine-color-error': palette.tomato[4],
    '--mantine-color-success': palette.relish[4],
    '--mantine-color-placeholder': palette.dark[2],
  },
});

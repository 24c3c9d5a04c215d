import { describe, expect, test } from '@jest/globals';
import { contrast } from './contrast.ts';
import { darkTints, page, palette, primaryShade, series, surface } from './palette.ts';

const AA_TEXT = 4.5;
const AA_SHAPE = 3;
const names = ['mustard', 'relish', 'tomato'] as const;

test('contrast is that of WCAG: 21 between black and white, 1 with itself', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#777777', '#777777')).toBe(1);
});

describe.each(names)('%s', (name) => {
  const shades = palette[name];

  test('carries white text on its buttons, in light and dark', () => {
    expect(contrast(shades[primaryShade.light], '#ffffff')).toBeGreaterThanOrEqual(AA_TEXT);
    expect(contrast(shades[primaryShade.dark], '#ffffff')).toBeGreaterThanOrEqual(AA_TEXT);
  });

  test('can be read as text on page and card', () => {
    for (const ground of [page.light, surface.light]) {
      expect(contrast(shades[primaryShade.light], ground)).toBeGreaterThanOrEqual(AA_TEXT);
    }
    for (const ground of [page.dark, surface.dark, palette.dark[6]]) {
      expect(contrast(shades[4], ground)).toBeGreaterThanOrEqual(AA_TEXT);
    }
  });

  test('can be read on its own tint, as badges and notices are', () => {
    expect(contrast(shades[9], shades[1])).toBeGreaterThanOrEqual(AA_TEXT);
  });
});

test.each(darkTints)('on dark, $name can be read on its own tint', ({ ground, hover, text }) => {
  expect(contrast(text, ground)).toBeGreaterThanOrEqual(AA_TEXT);
  expect(contrast(text, hover)).toBeGreaterThanOrEqual(AA_TEXT);
});

test('dimmed text can be read everywhere', () => {
  for (const ground of [page.light, surface.light, palette.gray[1]]) {
    expect(contrast(palette.gray[6], ground)).toBeGreaterThanOrEqual(AA_TEXT);
  }
  for (const ground of [page.dark, surface.dark, palette.dark[6]]) {
    expect(contrast(palette.dark[2], ground)).toBeGreaterThanOrEqual(AA_TEXT);
  }
});

test('every series of a chart stands out from the card', () => {
  for (const colour of series.light) expect(contrast(colour, surface.light)).toBeGreaterThanOrEqual(AA_SHAPE);
  for (const colour of series.dark) expect(contrast(colour, surface.dark)).toBeGreaterThanOrEqual(AA_SHAPE);
});

import { memo } from 'react';
import { recipeOf, type Bun, type Recipe, type Sausage } from './recipe.ts';
import { alongRidge, ridge } from './ridge.ts';
import { seeded } from './seeded.ts';
import { ToppingLayer } from './toppings.tsx';
import classes from './hot-dog.module.css';

/** Crust, its shade, crumb. */
const BUNS: Readonly<Record<Bun, readonly [string, string, string]>> = {
  plain: ['#eab062', '#c98638', '#fbe3b4'],
  poppy: ['#e8ab58', '#c58132', '#fbe3b4'],
  sesame: ['#dd9b4a', '#b77429', '#f8dba6'],
  pretzel: ['#a8632b', '#7d4316', '#f3d6a2'],
  rye: ['#b58a57', '#8a6235', '#e9d3ab'],
};

/** Skin, its shade, its light. */
const SAUSAGES: Readonly<Record<Sausage, readonly [string, string, string]>> = {
  frank: ['#c4482f', '#96301c', '#e8806a'],
  brat: ['#c98a57', '#9a6133', '#ebba8e'],
  carrot: ['#ee7d2b', '#c2590f', '#ffb073'],
  bacon: ['#b24a35', '#862f1f', '#efb39b'],
  green: ['#a5764b', '#79512d', '#cfa57c'],
};

const SEEDS: Partial<Record<Bun, string>> = { poppy: '#3b342c', sesame: '#fff3d6', pretzel: '#fffaf0' };

const Seeds = ({ recipe }: { readonly recipe: Recipe }) => {
  const colour = SEEDS[recipe.bun];
  if (!colour) return null;
  const random = seeded(recipe.seed ^ 0x5eed);
  return Array.from({ length: 26 }, (_, index) => {
    const { x, y } = ridge(0.1 + 0.8 * random(), -17 - 14 * random());
    return (
      <ellipse
        key={index}
        cx={x}
        cy={y}
        rx={2.1}
        ry={1.3}
        fill={colour}
        transform={`rotate(${(random() * 180).toFixed(0)} ${x.toFixed(1)} ${y.toFixed(1)})`}
      />
    );
  });
};

const Meat = ({ kind }: { readonly kind: Sausage }) => {
  const [skin, shade, light] = SAUSAGES[kind];
  return (
    <>
      <path d={alongRidge(0, 1, -2)} stroke={shade} strokeWidth={34} />
      <path d={alongRidge(0, 1, 0)} stroke={skin} strokeWidth={32} />
      <path d={alongRidge(0.02, 0.98, 10)} stroke={light} strokeWidth={4} opacity={0.75} />
      {kind === 'bacon' && (
        <path
          d={alongRidge(0.03, 0.97, 1)}
          stroke={light}
          strokeWidth={30}
          strokeDasharray="5 15"
          strokeLinecap="butt"
        />
      )}
    </>
  );
};

interface HotDogProps {
  readonly item: { readonly itemId: string; readonly name: string; readonly description?: string };
  readonly className?: string | undefined;
}

/** The picture of an item. It only decorates: the name stands beside it. */
export const HotDog = memo(function HotDog({ item, className }: HotDogProps) {
  const recipe = recipeOf(item);
  const random = seeded(recipe.seed);
  const [crust, shade, crumb] = BUNS[recipe.bun];
  return (
    <div className={`${classes['scene']} ${className ?? ''}`} data-tint={recipe.seed % 5} aria-hidden>
      <svg viewBox="8 20 224 126" focusable="false" className={classes['drawing']}>
        <path className={classes['paper']} d="M30 52 214 40l10 84L22 134z" />
        <g fill="none" strokeLinecap="round" strokeLinejoin="round" transform="rotate(-4 120 80)">
          <path d={alongRidge(0.08, 0.92, -34)} stroke="#000000" strokeWidth={22} opacity={0.14} />
          <path d={alongRidge(0.1, 0.9, 10)} stroke={shade} strokeWidth={44} />
          <path d={alongRidge(0.1, 0.9, 11)} stroke={crust} strokeWidth={41} />
          <path d={alongRidge(0.1, 0.9, 4)} stroke={crumb} strokeWidth={36} />
          <Meat kind={recipe.sausage} />
          {recipe.toppings.map((topping, index) => (
            <ToppingLayer key={index} topping={topping} turn={index} random={random} />
          ))}
          <path d={alongRidge(0.09, 0.91, -24)} stroke={shade} strokeWidth={33} />
          <path d={alongRidge(0.09, 0.91, -22)} stroke={crust} strokeWidth={31} />
          <path d={alongRidge(0.09, 0.91, -10)} stroke={crumb} strokeWidth={4} />
          <path d={alongRidge(0.14, 0.7, -19)} stroke="#ffffff" strokeWidth={5} opacity={0.28} />
          <Seeds recipe={recipe} />
        </g>
      </svg>
    </div>
  );
});

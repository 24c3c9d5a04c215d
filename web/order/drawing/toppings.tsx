import type { ReactElement } from 'react';
import type { Topping, ToppingShape } from './recipe.ts';
import { alongRidge, ridge, waveAlongRidge, type Point } from './ridge.ts';

type Random = () => number;
/** `turn` is the number of the layer: two waves in a row swing against each other. */
type Drawn = (colours: Topping['colours'], random: Random, turn: number) => ReactElement;

const FROM = 0.1;
const TO = 0.9;

/** `amount` places along the sausage, evenly spread and a little shaken. */
const places = (amount: number, random: Random, spread: number, lift = 9): readonly Point[] =>
  Array.from({ length: amount }, (_, index) => {
    const t = FROM + ((TO - FROM) * (index + 0.2 + 0.6 * random())) / amount;
    const { x, y } = ridge(t, lift);
    return { x, y: y + (random() - 0.5) * 2 * spread };
  });

const turned = ({ x, y }: Point, degrees: number): string =>
  `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${degrees.toFixed(0)})`;

const drape: Drawn = ([colour, shade], random) => (
  <>
    <path d={alongRidge(0.1, 0.9, 5)} stroke={shade} strokeWidth={25} />
    <path d={alongRidge(0.1, 0.9, 7)} stroke={colour} strokeWidth={23} />
    {places(9, random, 7).map((at, index) => (
      <circle key={index} cx={at.x} cy={at.y} r={2 + 2.5 * random()} fill={shade} opacity={0.55} />
    ))}
  </>
);

const shreds: Drawn = ([colour, shade], random) => (
  <>
    {places(34, random, 10, 8).map((at, index) => (
      <path
        key={index}
        transform={turned(at, random() * 360)}
        d={`M-9 0q9 ${(random() * 12 - 6).toFixed(1)} 18 0`}
        stroke={index % 3 === 0 ? shade : colour}
        strokeWidth={3.2}
      />
    ))}
  </>
);

const spear: Drawn = ([colour, shade]) => (
  <>
    <path d={alongRidge(0.12, 0.8, 15)} stroke={shade} strokeWidth={13} />
    <path d={alongRidge(0.12, 0.8, 16)} stroke={colour} strokeWidth={10} />
    <path d={alongRidge(0.16, 0.76, 17)} stroke="#dbe6a6" strokeWidth={3} strokeDasharray="1 9" />
  </>
);

const wedges: Drawn = ([colour, shade], random) => (
  <>
    {places(6, random, 4, 13).map((at, index) => (
      <g key={index} transform={turned(at, random() * 50 - 25)}>
        <path d="M-11 3a11 11 0 0 1 22 0z" fill={colour} stroke={shade} strokeWidth={2} />
        <path d="M-5 0a6 6 0 0 1 10 0" stroke="#ffffff" strokeWidth={1.6} opacity={0.6} />
      </g>
    ))}
  </>
);

const crumbles: Drawn = ([colour, shade], random) => (
  <>
    {places(20, random, 11, 8).map((at, index) => {
      const size = 4.6 + 3.4 * random();
      return (
        <g key={index} transform={turned(at, random() * 360)}>
          <rect
            x={-size}
            y={-size * 0.8}
            width={size * 2}
            height={size * 1.6}
            rx={size * 0.55}
            fill={colour}
            stroke={shade}
            strokeWidth={0.8}
          />
          <path
            d={`M${(-size * 0.5).toFixed(1)} ${(size * 0.1).toFixed(1)}q2-3 ${size.toFixed(1)} 0`}
            stroke={shade}
            strokeWidth={1.8}
          />
        </g>
      );
    })}
  </>
);

const beads: Drawn = ([colour, shade], random) => (
  <>
    {places(26, random, 10, 9).map((at, index) => (
      <ellipse
        key={index}
        transform={turned(at, random() * 180)}
        rx={3.6 + random()}
        ry={2.6}
        fill={colour}
        stroke={shade}
        strokeWidth={1.1}
      />
    ))}
  </>
);

const leaves: Drawn = ([colour, shade], random) => (
  <>
    {places(10, random, 9, 12).map((at, index) => (
      <g key={index} transform={turned(at, random() * 360)}>
        <path d="M-8 0c4-7 12-7 16 0-4 7-12 7-16 0z" fill={colour} />
        <path d="M-6 0h12" stroke={shade} strokeWidth={1.2} />
      </g>
    ))}
  </>
);

const rings: Drawn = ([colour, shade], random) => (
  <>
    {places(8, random, 6, 12).map((at, index) => (
      <g key={index} transform={turned(at, random() * 60 - 30)}>
        <ellipse rx={8} ry={5.5} stroke={shade} strokeWidth={4.4} />
        <ellipse rx={8} ry={5.5} stroke={colour} strokeWidth={2.8} />
      </g>
    ))}
  </>
);

const chips: Drawn = ([colour, shade], random) => (
  <>
    {places(4, random, 4, 20).map((at, index) => (
      <g key={index} transform={turned(at, random() * 80 - 40)}>
        <path
          d="M-14 1C-13-10-4-14 5-12s12 8 8 16-9 9-16 7-11-5-11-10z"
          fill={colour}
          stroke={shade}
          strokeWidth={1.8}
        />
        <path d="M-9-3q3-3 6 0t6 0 6 0M-8 4q3-3 6 0t6 0" stroke={shade} strokeWidth={1.3} opacity={0.8} />
      </g>
    ))}
  </>
);

const wave: Drawn = ([colour, shade], _, turn) => {
  const height = turn % 2 === 0 ? 7 : -7;
  return (
    <>
      <path d={waveAlongRidge(0.08, 0.92, 8, height, 7)} stroke={shade} strokeWidth={7} />
      <path d={waveAlongRidge(0.08, 0.92, 9, height, 7)} stroke={colour} strokeWidth={5.4} />
    </>
  );
};

const shapes: Readonly<Record<ToppingShape, Drawn>> = {
  drape,
  shreds,
  spear,
  wedges,
  crumbles,
  beads,
  leaves,
  rings,
  chips,
  wave,
};

interface ToppingLayerProps {
  readonly topping: Topping;
  readonly turn: number;
  readonly random: Random;
}

/** One layer on the sausage. Lines without a fill, round at their ends. */
export const ToppingLayer = ({ topping, turn, random }: ToppingLayerProps) => (
  <g fill="none" strokeLinecap="round" strokeLinejoin="round">
    {shapes[topping.shape](topping.colours, random, turn)}
  </g>
);

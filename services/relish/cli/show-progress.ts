import { Presets, SingleBar } from 'cli-progress';
import { say, type Terminal } from './terminal.ts';

const FRAME_MS = 200;
/** Where no one watches a bar, a line now and then shows that it is still at work. */
const LINE_MS = 5_000;

export interface Progress {
  /** Undefined when nobody knows how much there is. */
  readonly share: number | undefined;
  readonly text: string;
}

const showBar = (title: string, err: Terminal['err'], read: () => Progress) => {
  const bar = new SingleBar(
    {
      format: `${title} [{bar}] {percentage}% {text}`,
      stream: err,
      barsize: 16,
      clearOnComplete: true,
      // Signals are the launcher's.
      gracefulExit: false,
    },
    Presets.rect,
  );
  bar.start(1_000, 0, { text: '' });
  return {
    draw() {
      const { share, text } = read();
      bar.update(Math.floor((share ?? 0) * 1_000), { text });
    },
    end: () => bar.stop(),
  };
};

const showLines = (title: string, err: Terminal['err'], read: () => Progress) => ({
  draw() {
    const { share, text } = read();
    const percent = share === undefined ? '' : ` ${Math.floor(share * 100)} %`;
    say(err, `${title}:${percent} ${text}`);
  },
  end: () => undefined,
});

/** Shows how far something is, a bar on a terminal and plain lines elsewhere, until `end`. */
export const showProgress = (title: string, { err }: Terminal, read: () => Progress) => {
  const isBar = err.isTTY === true && read().share !== undefined;
  const { draw, end } = (isBar ? showBar : showLines)(title, err, read);
  const timer = setInterval(draw, isBar ? FRAME_MS : LINE_MS);
  return {
    end(): void {
      clearInterval(timer);
      end();
    },
  };
};

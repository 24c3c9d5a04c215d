const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 100;
/** Where no one watches a spinner, a line now and then shows that it is still at work. */
const LINE_MS = 15_000;

const MARKS = { done: '✓', failed: '✗', stopped: '■' };

/**
 * Shows that something is going on: a spinner with the seconds on a terminal, plain lines elsewhere.
 * @returns {{ end(how: 'done' | 'failed' | 'stopped'): void }}
 */
export const showProgress = (title, out = process.stdout) => {
  const start = performance.now();
  const seconds = () => Math.round((performance.now() - start) / 1000);
  let frame = 0;
  const draw = () => out.write(`\r${FRAMES[frame++ % FRAMES.length]} ${title} … ${seconds()} s `);
  const say = () => out.write(`  ${title}: at it for ${seconds()} s\n`);
  if (!out.isTTY) out.write(`… ${title}\n`);
  const timer = setInterval(out.isTTY ? draw : say, out.isTTY ? FRAME_MS : LINE_MS);
  return {
    end(how) {
      clearInterval(timer);
      const line = `${MARKS[how]} ${title}: ${how} after ${seconds()} s`;
      out.write(out.isTTY ? `\r\u001B[K${line}\n` : `${line}\n`);
    },
  };
};

/** Time for React to take away what was acted upon. */
const SETTLED_MS = 100;

const dialog = () => document.querySelector<HTMLElement>('[role=dialog]');

/**
 * What had the focus may go with the act: then the keyboard goes on at `next`, or at the dialog
 * that is open, or at the page's content.
 * @param next looked for when it is needed, as it may only appear then
 */
export const keepFocus = (next?: () => HTMLElement | null | undefined): void => {
  setTimeout(() => {
    if (document.activeElement !== document.body) return;
    const place = next?.() ?? dialog() ?? document.getElementById('main');
    place?.focus({ preventScroll: true });
  }, SETTLED_MS);
};

/** First stop of the keyboard: past the header, to `<main id="main" tabIndex={-1}>`. */
export const SkipLink = () => (
  <a className="skip-link" href="#main">
    Skip to the content
  </a>
);

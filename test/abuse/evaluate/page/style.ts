/** Colours of Okabe and Ito (2008), lighter where the page is dark. Relish is the one that is filled and round. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1f1d1a; --soft: #6b665e; --paper: #fffdf8; --stripe: #f6f1e7; --grid: #ddd5c6;
  --s0: #a8480a; --s1: #9a6b00; --s2: #0067a3; --s3: #8f3f71; --s4: #00795a; --s5: #00795a; --good: #00795a; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #f1ece2; --soft: #a9a294; --paper: #1b1a17; --stripe: #24221e; --grid: #3b3832;
  --s0: #ff9a5c; --s1: #f0c04c; --s2: #6cc1f5; --s3: #e59ac4; --s4: #4fd0a5; --s5: #4fd0a5; --good: #4fd0a5; --bad: #ff8a80; } }
body { margin: 0 auto; max-width: 960px; padding: 24px 20px 64px; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 28px; line-height: 1.2; } h2 { margin: 48px 0 4px; font-size: 22px; } h3 { margin: 28px 0 4px; font-size: 17px; }
p, .notes { margin: 4px 0 12px; color: var(--soft); max-width: 72ch; }
svg { width: 100%; height: auto; display: block; }
svg text { fill: var(--ink); font-size: 12px; } svg .tick { text-anchor: middle; fill: var(--soft); }
svg .axis { text-anchor: middle; fill: var(--soft); } svg .row { text-anchor: end; }
.stripe { fill: var(--stripe); } .grid { stroke: var(--grid); stroke-width: 1; }
${[0, 1, 2, 3, 4, 5].map((index) => `.s${index} { stroke: var(--s${index}); fill: var(--s${index}); stroke-width: 1.8; }`).join('\n')}
.s0 path { fill: none; } .hollow { fill: var(--paper); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; padding: 0; list-style: none; font-size: 14px; }
.legend svg { width: 16px; height: 16px; display: inline-block; vertical-align: -3px; margin-right: 6px; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: 13px; width: 100%; }
th, td { padding: 4px 8px; text-align: right; border-bottom: 1px solid var(--grid); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; }
.judgements { padding: 0; list-style: none; } .judgements li { padding: 4px 0 4px 28px; position: relative; }
.judgements li::before { position: absolute; left: 0; font-weight: 700; }
.holds::before { content: '✓'; color: var(--good); } .fails::before { content: '✗'; color: var(--bad); }
.untried::before { content: '–'; color: var(--soft); } .judgements small { display: block; color: var(--soft); overflow-wrap: anywhere; }
`;

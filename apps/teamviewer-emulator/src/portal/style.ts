/** One style sheet for portal, join pages and inspector: light and dark, without anything from outside. */
export const styleSheet = `
:root { color-scheme: light dark; --ink: #1d2430; --soft: #5a6475; --paper: #f5f6f8; --card: #fff; --line: #d5dae2; --edge: #858fa0;
  --accent: #6b3fa0; --accent-ink: #fff; --bad: #b3261e; --good: #1b6e3c; --strip: #fff3cd; --strip-ink: #5c4400; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eaf0; --soft: #a3adbd; --paper: #14171d; --card: #1e232c; --line: #363d49; --edge: #6d788b;
    --accent: #b794e6; --accent-ink: #1a1026; --bad: #ff8a80; --good: #7fd6a0; --strip: #42360d; --strip-ink: #ffe69b; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.strip { margin: 0; padding: .35rem 1rem; background: var(--strip); color: var(--strip-ink); text-align: center; font-size: .875rem; }
.bar { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding: .75rem 1.25rem; background: var(--card); border-bottom: 1px solid var(--line); }
.brand { color: var(--ink); font-weight: 650; text-decoration: none; }
.bar-end { display: flex; align-items: center; gap: 1rem; }
main { max-width: 44rem; margin: 2rem auto; padding: 0 1.25rem 3rem; }
main.wide { max-width: 78rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1.25rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .75rem; }
.card h2, .card h3 { font-size: 1.05rem; margin: 0 0 .5rem; }
small, .soft { color: var(--soft); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.25rem; margin: 0 0 1rem; }
.card > :first-child { margin-top: 0; } .card > :last-child { margin-bottom: 0; }
.cards { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); }
.cards .card { margin: 0; }
label, legend { display: block; font-weight: 600; }
label { margin: 0 0 1rem; }
label small { display: block; font-weight: 400; }
input, select, textarea { display: block; width: 100%; margin-top: .25rem; padding: .5rem .65rem; font: inherit; font-weight: 400; color: inherit;
  background: var(--paper); border: 1px solid var(--edge); border-radius: 6px; }
input[type=checkbox], input[type=radio] { display: inline-block; width: 1.05rem; height: 1.05rem; margin: 0 .5rem 0 0; vertical-align: -.15rem; accent-color: var(--accent); }
fieldset { border: 1px solid var(--line); border-radius: 8px; margin: 0 0 1rem; padding: .75rem 1rem; }
fieldset label { margin: .25rem 0; font-weight: 400; }
legend { padding: 0 .35rem; }
button, .button { display: inline-block; padding: .55rem 1.1rem; font: inherit; font-weight: 600; color: var(--accent-ink); background: var(--accent);
  border: 1px solid var(--accent); border-radius: 6px; cursor: pointer; text-decoration: none; }
button:hover, .button:hover { filter: brightness(1.08); }
button.second, .button.second { color: var(--ink); background: transparent; border-color: var(--edge); }
button.plain { padding: .25rem 0; color: var(--accent); background: none; border: 0; font-weight: 400; text-decoration: underline; }
.row { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; margin: 1rem 0 0; }
.problem { padding: .65rem .9rem; border-left: 4px solid var(--bad); background: var(--card); color: var(--bad); }
.notice { padding: .65rem .9rem; border-left: 4px solid var(--good); background: var(--card); }
dl { margin: 0; } dl > div { display: grid; grid-template-columns: minmax(8rem, 30%) 1fr; gap: .25rem 1rem; padding: .4rem 0; border-bottom: 1px solid var(--line); }
dl > div:last-child { border-bottom: 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
code { font: .95em ui-monospace, 'Cascadia Mono', monospace; overflow-wrap: anywhere; }
ul.permissions { padding-left: 1.1rem; } ul.permissions ul { padding-left: 1.1rem; }
.warn { color: var(--bad); }
.avatar { display: inline-grid; place-items: center; width: 2.25rem; height: 2.25rem; border-radius: 50%; background: var(--accent); color: var(--accent-ink); font-weight: 650; font-size: .85rem; }
.menu { position: relative; } .menu summary { list-style: none; cursor: pointer; } .menu summary::-webkit-details-marker { display: none; }
.menu-list { position: absolute; right: 0; z-index: 2; min-width: 15rem; margin-top: .4rem; padding: .75rem 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; box-shadow: 0 6px 24px #0003; }
.menu-list p { margin: 0 0 .5rem; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th, td { padding: .4rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; white-space: nowrap; }
td form { display: inline-block; } td code, .moment { white-space: nowrap; overflow-wrap: normal; }
.tabs { display: flex; flex-wrap: wrap; gap: .25rem; margin: 0 0 1.25rem; border-bottom: 1px solid var(--line); }
.tabs a { padding: .45rem .8rem; color: var(--soft); text-decoration: none; border-bottom: 3px solid transparent; }
.tabs a:hover { color: var(--ink); } .tabs a[aria-current] { color: var(--ink); border-bottom-color: var(--accent); font-weight: 600; }
.fields { display: grid; gap: 0 1rem; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); align-items: end; }
.fields.wide { gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); align-items: stretch; } .fields.wide label { margin: 0; display: flex; flex-direction: column; gap: .35rem; } .fields.wide label > :last-child { margin-top: auto; }
.counts { display: grid; gap: .5rem; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); padding: 0; list-style: none; }
.counts li { padding: .6rem .8rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; } .counts strong { display: block; font-size: 1.2rem; }
button.small { margin: .15rem .25rem .15rem 0; padding: .2rem .6rem; font-size: .85rem; color: var(--ink); background: transparent; border-color: var(--edge); white-space: nowrap; }
.dot { display: inline-block; width: .65rem; height: .65rem; border-radius: 50%; background: var(--line); margin-right: .4rem; }
.dot.on { background: var(--good); }
@media (max-width: 34rem) { dl > div { grid-template-columns: 1fr; } main { margin-top: 1.25rem; } .strip { font-size: .8rem; } }
`;

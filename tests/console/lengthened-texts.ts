import type { BrowserContext, Page } from 'playwright-core';

/** Around every lengthened text, so that a cut one can be told from what people wrote. */
const marks = { begin: '⟦', end: '⟧' } as const;
const accents: Readonly<Record<string, string>> = {
  a: 'å',
  e: 'é',
  o: 'ö',
  u: 'û',
  A: 'Å',
  E: 'É',
  O: 'Ö',
  U: 'Û',
};

/** Two fifths longer, as translations become, and with letters that stand higher; places for values stay as they are. */
export function lengthened(text: string): string {
  const words = text.split(' ').filter((word) => !word.includes('{{') && !word.includes('}}'));
  const more: string[] = [];
  while (words.length > 0 && more.join(' ').length < text.length * 0.4) {
    const word = words[more.length % words.length] ?? '';
    more.push(word.slice(0, Math.max(2, Math.ceil(text.length * 0.4))));
  }
  const longer = [text, ...more].join(' ');
  const high = longer
    .split(/(\{\{.*?\}\})/)
    .map((part) =>
      part.startsWith('{{') ? part : part.replace(/[aeouAEOU]/g, (letter) => accents[letter] ?? letter),
    )
    .join('');
  return `${marks.begin}${high}${marks.end}`;
}

/** Serves the console's German texts lengthened: the chunks that hold them are modules of nothing but texts. */
export async function serveLengthenedTexts(context: BrowserContext): Promise<void> {
  await context.route(/\/assets\/de-[\w-]+\.js$/, async (route) => {
    const answer = await route.fetch();
    const source = `data:text/javascript,${encodeURIComponent(await answer.text())}`;
    const texts = (await import(source)) as Readonly<Record<string, object>>;
    const body = Object.entries(texts)
      .map(
        ([name, value], index) =>
          `const t${index}=${JSON.stringify(deep(value))};export{t${index} as ${name}};`,
      )
      .join('\n');
    await route.fulfill({ contentType: 'text/javascript', body });
  });
}

/** Under these names an answer holds words of the server's or of a package's, not what is kept or sent back. */
const wordy = new Set([
  'title',
  'addTitle',
  'label',
  'text',
  'help',
  'description',
  'placeholder',
  'tooltip',
  'detail',
  'submitLabel',
  'confirm',
  'disabledReason',
  'empty',
  'unit',
  'reason',
  'errorText',
  'de',
]);
/** What a form starts with and sends back. */
const kept = new Set(['values']);

/** Serves what server and packages say lengthened as well; ids, addresses and what is typed into forms stay. */
export async function serveLengthenedAnswers(context: BrowserContext): Promise<void> {
  await context.route(
    ({ pathname }) => /^\/api\/v1\/(?!live|me\b|session|settings\/mail-texts)/.test(pathname),
    async (route) => {
      const answer = await route.fetch();
      if (!/json/.test(answer.headers()['content-type'] ?? '')) return route.fulfill({ response: answer });
      return route.fulfill({ response: answer, json: spoken(await answer.json()) });
    },
  );
}

function spoken(value: unknown, under = ''): unknown {
  if (typeof value === 'string') return wordy.has(under) && value !== '' ? lengthened(value) : value;
  if (Array.isArray(value)) return value.map((member) => spoken(member));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]: [string, unknown]) => [
      key,
      kept.has(key) ? member : spoken(member, key),
    ]),
  );
}

function deep(value: unknown): unknown {
  if (typeof value === 'string') return lengthened(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]: [string, unknown]) => [key, deep(member)]),
  );
}

/** Lengthened texts that are cut off, run out of their control or out of the window; and how many there were in all. */
export function lookForCutTexts(page: Page): Promise<{ seen: number; cut: string[] }> {
  return page.evaluate<{ seen: number; cut: string[] }>(`(() => {
    const cut = [];
    let seen = 0;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.data.includes('${marks.begin}')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
      if (boxes.length === 0 || node.parentElement.closest('.visually-hidden')) continue;
      seen += 1;
      const right = Math.max(...boxes.map((box) => box.right));
      const bottom = Math.max(...boxes.map((box) => box.bottom));
      const say = (why) => cut.push(why + ': ' + node.data.slice(0, 60));
      let reachable = false;
      for (let around = node.parentElement; around && around !== document.body; around = around.parentElement) {
        const style = getComputedStyle(around);
        const box = around.getBoundingClientRect();
        if (box.width <= 1) { reachable = true; break; }
        // A cell of a list says by an ellipsis that there is more; the row's preview and page show the whole of it.
        if (style.textOverflow === 'ellipsis' && around.closest('td, th')) { reachable = true; break; }
        const control = around.matches('button, a, label, [role=tab], [role=radio]');
        if (control && style.display !== 'inline' && right > box.right + 1) say('out of its control');
        if (style.overflowX === 'auto' || style.overflowX === 'scroll') reachable = true;
        if (!reachable && /hidden|clip/.test(style.overflowX) && right > box.right + 1) { say('cut at the side'); break; }
        if (/hidden|clip/.test(style.overflowY) && !reachable && bottom > box.bottom + 2) { say('cut below'); break; }
        if (style.overflowY === 'auto' || style.overflowY === 'scroll') break;
      }
      if (!reachable && right > window.innerWidth + 1) say('out of the window');
    }
    // Nobody can scroll to the end of what a field shows of itself: a hint, or what was chosen in it.
    for (const field of document.querySelectorAll('input, textarea')) {
      const shown = field.value === '' || !field.readOnly ? field.placeholder : field.value;
      const style = getComputedStyle(field);
      if (field.type === 'hidden' || !shown.includes('${marks.begin}') || !field.checkVisibility()) continue;
      if (field.value !== '' && shown === field.placeholder) continue;
      seen += 1;
      const copy = document.createElement('div');
      copy.textContent = shown;
      copy.style.cssText = 'position:absolute;visibility:hidden;left:0;top:0;';
      copy.style.font = style.font;
      copy.style.letterSpacing = style.letterSpacing;
      const around = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
      const room = field.clientWidth - around;
      const lines = field.matches('textarea');
      copy.style.whiteSpace = lines ? 'pre-wrap' : 'pre';
      if (lines) copy.style.width = room + 'px';
      document.body.append(copy);
      const high = copy.offsetHeight + parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
      const over = lines ? high - field.clientHeight : copy.getBoundingClientRect().width - room;
      copy.remove();
      if (over > (lines ? 2 : 1)) cut.push('cut in its field by ' + Math.ceil(over) + ': ' + shown.slice(0, 60));
    }
    return { seen, cut };
  })()`);
}

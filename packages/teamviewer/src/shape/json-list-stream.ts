const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** What {@link streamListItems} refuses to go on with. */
export class JsonStreamError extends Error {
  readonly reason: 'cut_short' | 'too_large' | 'no_list';

  constructor(reason: JsonStreamError['reason']) {
    super(`The stream cannot be read: ${reason}.`);
    this.name = 'JsonStreamError';
    this.reason = reason;
  }
}

/**
 * Reads `{ …, "<member>": [ {…}, {…} ], … }` as it arrives and gives each object of the list as soon as it is whole.
 * Memory holds one object and one chunk. Rejects with {@link JsonStreamError} when the text ends early, an object is
 * larger than `maxObjectLength` characters, or the list is not there.
 */
export async function* streamListItems(
  chunks: AsyncIterable<Uint8Array>,
  member: string,
  maxObjectLength: number,
): AsyncGenerator {
  const scanner = createScanner(member.toLowerCase(), maxObjectLength);
  const decoder = new TextDecoder();
  for await (const chunk of chunks) yield* scanner.feed(decoder.decode(chunk, { stream: true }));
  yield* scanner.feed(decoder.decode());
  scanner.end();
}

interface Scanner {
  feed(text: string): Generator;
  end(): void;
}

/** Follows depth and strings only; each object found is left to `JSON.parse`, which judges its syntax. */
function createScanner(member: string, maxLength: number): Scanner {
  let depth = 0;
  let inString = false;
  let escaped = false;
  let key = '';
  let keyOpen = true;
  let listSeen = false;
  let inList = false;
  let pending: string | undefined;
  let ended = false;

  function* feed(text: string): Generator {
    let start = pending === undefined ? -1 : 0;
    let keyStart = inString && depth === 1 && keyOpen ? 0 : -1;
    for (let at = 0; at < text.length; at += 1) {
      const char = text.charCodeAt(at);
      if (inString) {
        if (escaped) escaped = false;
        else if (char === BACKSLASH) escaped = true;
        else if (char === QUOTE) {
          inString = false;
          if (keyStart >= 0) key += text.slice(keyStart, at);
          keyStart = -1;
        }
        continue;
      }
      switch (char) {
        case QUOTE:
          inString = true;
          if (depth === 1 && keyOpen) [key, keyStart] = ['', at + 1];
          break;
        case COLON:
          if (depth === 1) keyOpen = false;
          break;
        case COMMA:
          if (depth === 1) keyOpen = true;
          break;
        case OPEN_BRACE:
        case OPEN_BRACKET:
          if (inList && depth === 2 && char === OPEN_BRACE) [pending, start] = ['', at];
          if (depth === 1 && char === OPEN_BRACKET && key.toLowerCase() === member) inList = listSeen = true;
          depth += 1;
          break;
        case CLOSE_BRACE:
        case CLOSE_BRACKET:
          depth -= 1;
          if (depth === 2 && pending !== undefined) {
            const item = pending + text.slice(start, at + 1);
            if (item.length > maxLength) throw new JsonStreamError('too_large');
            [pending, start] = [undefined, -1];
            yield JSON.parse(item);
          } else if (depth === 1) inList = false;
          if (depth === 0) ended = true;
          break;
        default:
      }
    }
    if (keyStart >= 0) key += text.slice(keyStart);
    if (pending !== undefined) pending += text.slice(start);
    if (key.length > maxLength || (pending?.length ?? 0) > maxLength) throw new JsonStreamError('too_large');
  }

  return {
    feed,
    end() {
      if (!ended) throw new JsonStreamError('cut_short');
      if (!listSeen) throw new JsonStreamError('no_list');
    },
  };
}

import classes from './person-name.module.css';

/** A person as a small seal with initials and the name beside it. */
export function PersonName({ name, strong = false }: { name: string; strong?: boolean }) {
  return (
    <span className={classes.person}>
      <PersonSeal name={name} />
      <span className={classes.name} data-strong={strong || undefined}>
        {name}
      </span>
    </span>
  );
}

export function PersonSeal({ name, large = false }: { name: string; large?: boolean }) {
  return (
    <span className={classes.seal} data-hue={hue(name)} data-large={large || undefined} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s,]+/u).filter((word) => /^\p{L}/u.test(word));
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return (
    letters
      .map((word) => Array.from(word ?? '')[0] ?? '')
      .join('')
      .toLocaleUpperCase() || '?'
  );
}

/** The same person has the same colour on every page. */
function hue(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997;
  return sum % 6;
}

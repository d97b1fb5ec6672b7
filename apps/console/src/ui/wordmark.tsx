import classes from './wordmark.module.css';

/** The house's name with its sign: a tower that sends its beams. */
export function Wordmark({ large = false }: { large?: boolean }) {
  return (
    <span className={classes.wordmark} data-large={large || undefined}>
      <svg viewBox="0 0 24 24" className={classes.sign} aria-hidden="true">
        <path d="M5 2.5h4.2v19H5z" fill="#fff" />
        <path d="M11 4.6 21 1.6v7.2L11 7.6z" fill="var(--fw-beam)" />
        <path d="m11 10.4 7 1.2v4.2l-7-2.4z" fill="var(--fw-beam)" opacity="0.65" />
      </svg>
      <span className={classes.name}>Fernwart</span>
    </span>
  );
}

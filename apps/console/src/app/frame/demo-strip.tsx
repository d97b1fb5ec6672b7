import type { Shell } from '@fernwart/contract';
import { currentLanguage } from '../../i18n/language.ts';
import classes from './demo-strip.module.css';

/** Says on every page that an outside service is emulated, and leads to the stand-ins. */
export function DemoStrip({ shell }: { shell: Shell | undefined }) {
  const strip = shell?.strip;
  if (!strip) return null;
  const language = currentLanguage();
  return (
    <aside className={classes.strip}>
      <span className={classes.text}>{strip.text[language]}</span>
      <span className={classes.links}>
        {strip.links.map(({ href, label }) => (
          <a
            key={href}
            href={href}
            className={classes.link}
            {...(href.startsWith('/') ? {} : { target: '_blank', rel: 'noopener noreferrer' })}
          >
            {label[language]}
          </a>
        ))}
      </span>
    </aside>
  );
}

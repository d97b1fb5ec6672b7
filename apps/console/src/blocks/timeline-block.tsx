import { Instant } from '../ui/instant.tsx';
import type { BlockOf } from './block-of.ts';
import classes from './timeline-block.module.css';

export function TimelineBlock({ block }: { block: BlockOf<'timeline'> }) {
  return (
    <ol className={classes.timeline}>
      {block.entries.map((entry, index) => (
        // Two entries may say the same.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index} className={classes.entry} data-tone={entry.tone ?? 'neutral'}>
          <div className={classes.head}>
            <span className={classes.title}>{entry.title}</span>
            {entry.at && (
              <span className={classes.at}>
                <Instant at={entry.at} />
              </span>
            )}
          </div>
          {entry.text && <p className={classes.text}>{entry.text}</p>}
        </li>
      ))}
    </ol>
  );
}

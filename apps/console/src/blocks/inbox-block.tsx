import { useBlockContext } from './block-context.tsx';
import type { BlockOf } from './block-of.ts';
import { ButtonsBlock } from './buttons-block.tsx';
import classes from './inbox-block.module.css';

/** Items that wait for somebody's decision. */
export function InboxBlock({ block }: { block: BlockOf<'inbox'> }) {
  const { heading: Heading } = useBlockContext();
  return (
    <div>
      <Heading className={classes.heading}>
        {block.label}
        {block.items.length > 0 && <span className={classes.count}>{block.items.length}</span>}
      </Heading>
      {block.items.length === 0 ? (
        <p className={classes.empty}>{block.empty}</p>
      ) : (
        <ul className={classes.items}>
          {block.items.map((item) => (
            <li key={item.id} className={classes.item}>
              <div className={classes.title}>{item.title}</div>
              <p className={classes.text}>{item.text}</p>
              <ButtonsBlock buttons={item.decisions} small />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

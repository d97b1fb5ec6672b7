import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import classes from './disclosure.module.css';

interface Props {
  readonly label: string;
  readonly opened: boolean;
  onToggle(): void;
  readonly children: ReactNode;
}

/** Something that is shown when one asks for it. */
export function Disclosure({ label, opened, onToggle, children }: Props) {
  const body = useId();
  return (
    <div>
      <UnstyledButton
        className={classes.button}
        aria-expanded={opened}
        aria-controls={body}
        onClick={onToggle}
      >
        <IconChevronRight size={16} className={classes.arrow} data-opened={opened || undefined} />
        {label}
      </UnstyledButton>
      <div id={body} hidden={!opened}>
        {children}
      </div>
    </div>
  );
}

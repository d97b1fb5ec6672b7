import type { BlockButton } from '@fernwart/contract';
import { Button, Tooltip } from '@mantine/core';
import { useInvoke } from '../features/packages/use-invoke.ts';
import { toneColor } from '../ui/tone.ts';
import { useBlockContext } from './block-context.tsx';
import classes from './buttons-block.module.css';

interface Props {
  readonly buttons: readonly BlockButton[];
  readonly small?: boolean;
}

/** Buttons that name an action of the package. */
export function ButtonsBlock({ buttons, small = false }: Props) {
  return (
    <div className={classes.row}>
      {buttons.map((button) => (
        <ActionButton key={`${button.action} ${button.label}`} button={button} small={small} />
      ))}
    </div>
  );
}

function ActionButton({ button, small }: { button: BlockButton; small: boolean }) {
  const { packageId, subject, refresh } = useBlockContext();
  const { invoke, busy } = useInvoke({ packageId, action: button.action, subject, onDone: refresh });
  const look = {
    size: small ? 'xs' : 'sm',
    variant: button.prominent ? 'filled' : 'default',
    ...(button.prominent && button.tone ? { color: toneColor[button.tone] } : {}),
  };
  if (button.disabledReason !== undefined) {
    return (
      <span className={classes.withReason}>
        <Tooltip label={button.disabledReason} multiline maw={340}>
          <Button {...look} data-disabled aria-disabled="true">
            {button.label}
          </Button>
        </Tooltip>
        <span className={classes.reason}>{button.disabledReason}</span>
      </span>
    );
  }
  return (
    <Button
      {...look}
      loading={busy}
      aria-haspopup={button.confirm ? 'dialog' : undefined}
      data-danger={button.tone === 'danger' || undefined}
      className={classes.button ?? ''}
      onClick={() =>
        invoke({
          input: button.input ?? {},
          confirm: button.confirm,
          title: button.label,
          danger: button.tone === 'danger',
        })
      }
    >
      {button.label}
    </Button>
  );
}

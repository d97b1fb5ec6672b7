import type { Me, PackagePage } from '@fernwart/contract';
import { Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './palette.module.css';
import { type PaletteEntry, usePaletteEntries } from './palette-entries.ts';

interface Props {
  readonly me: Me;
  readonly pages: readonly PackagePage[];
  onClose(): void;
  readonly onCreate: (() => void) | undefined;
}

/** Everything by keyboard: pages, a number, a search, and what the activity on the page offers. */
export default function Palette(props: Props) {
  const { t } = useTranslation(['console', 'desk']);
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('desk:palette.title')}
      size="lg"
      // Its height follows the hits: from the top, the field stays where it is.
      centered={false}
      yOffset="12vh"
      closeButtonProps={{ 'aria-label': t('common.closeDialog') }}
    >
      <Commands {...props} />
    </Modal>
  );
}

function Commands({ me, pages, onClose, onCreate }: Props) {
  const { t } = useTranslation(['console', 'desk']);
  const [text, setText] = useState('');
  const [term] = useDebouncedValue(text.trim(), 150);
  const { groups, busy } = usePaletteEntries({ me, pages, text: text.trim(), term, onCreate });
  const entries = groups.flatMap((group) => group.entries);
  const [at, setAt] = useState(0);
  const [entered, setEntered] = useState(false);
  const list = useId();
  const box = useRef<HTMLDivElement>(null);
  const current = entries[Math.min(at, entries.length - 1)];

  const currentId = current?.id;
  const settled = term === text.trim() && !busy;

  useEffect(() => {
    if (!entered || !settled) return;
    setEntered(false);
    if (current) run(current);
    // Once what was typed last has been looked for: whoever types fast means what comes of it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [entered, settled]);

  useEffect(() => {
    if (currentId === undefined) return;
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [currentId]);

  function run(entry: PaletteEntry): void {
    onClose();
    entry.run();
  }
  function onKeyDown(event: KeyboardEvent): void {
    const last = Math.max(entries.length - 1, 0);
    const next = {
      ArrowDown: at >= last ? 0 : at + 1,
      ArrowUp: at <= 0 ? last : at - 1,
      PageDown: Math.min(at + 8, last),
      PageUp: Math.max(at - 8, 0),
    }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      setAt(next);
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      setEntered(true);
    }
  }
  return (
    <>
      <TextInput
        className={classes.field ?? ''}
        data-autofocus
        role="combobox"
        label={t('desk:palette.input')}
        aria-controls={list}
        aria-expanded
        aria-autocomplete="list"
        aria-activedescendant={current ? `${list}-${current.id}` : undefined}
        leftSection={<IconSearch size={15} />}
        maxLength={200}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
          setEntered(false);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        id={list}
        ref={box}
        role="listbox"
        tabIndex={-1}
        aria-label={t('desk:palette.results')}
        aria-busy={busy || undefined}
        className={classes.results}
      >
        {groups.map((group) => (
          // A group inside a listbox: what screen readers know, with its name.
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
          <div key={group.name} role="group" aria-label={group.name} className={classes.group}>
            <div className={classes.heading} aria-hidden="true">
              {group.name}
            </div>
            {group.entries.map((entry) => (
              // The field keeps the focus and moves through the options.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
              <div
                key={entry.id}
                id={`${list}-${entry.id}`}
                role="option"
                aria-selected={entry === current}
                className={classes.entry}
                onClick={() => run(entry)}
              >
                <span className={classes.title} dir="auto">
                  {entry.title}
                </span>
                {entry.more && <span className={classes.more}>{entry.more}</span>}
              </div>
            ))}
          </div>
        ))}
      </div>
      {entries.length === 0 && (
        <p className={classes.none}>{busy ? t('common.loading') : t('desk:palette.none')}</p>
      )}
      <p className={classes.hint}>{t('desk:palette.hint')}</p>
    </>
  );
}

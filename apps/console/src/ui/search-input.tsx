import { ActionIcon, TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import classes from './search-input.module.css';

interface Props {
  readonly label: string;
  /** What is searched for now, e.g. as the address says. */
  readonly value: string;
  onChange(value: string): void;
  /** Enter leads on, where what was typed is enough. */
  onEnter?(value: string): void;
}

/** Longer ones are refused, and an address has an end. */
const longest = 200;

/** Searches while one types; the slash key leads here. */
export function SearchInput({ label, value, onChange, onEnter }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [typed, setTyped] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const report = useDebouncedCallback(onChange, 250);
  useHotkeys([['/', () => input.current?.focus()]]);
  // Back and "reset filters" change the address, not the field.
  const [searched, setSearched] = useState(value);
  if (searched !== value) {
    setSearched(value);
    setTyped(value);
  }
  function type(next: string): void {
    setTyped(next);
    if (lengthOf(next) <= longest) report(next);
  }
  const given = lengthOf(typed);
  const tooLong =
    given > longest && t('fields.tooLong', { most: format.number(longest), given: format.number(given) });
  return (
    <TextInput
      ref={input}
      type="search"
      className={classes.search ?? ''}
      aria-label={label}
      placeholder={label}
      value={typed}
      error={tooLong}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && typed.trim() && !tooLong) onEnter?.(typed.trim());
      }}
      leftSection={<IconSearch size={15} />}
      rightSection={
        typed && (
          <ActionIcon size="sm" aria-label={t('common.clearSearch')} onClick={() => type('')}>
            <IconX size={14} />
          </ActionIcon>
        )
      }
    />
  );
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}

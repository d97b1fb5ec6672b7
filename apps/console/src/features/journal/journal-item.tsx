import type { JournalEntry } from '@fernwart/contract';
import { Tooltip } from '@mantine/core';
import { IconEye, IconLock, IconPackage, IconSettings } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { InlineContent } from '../../blocks/inline-content.tsx';
import { currentLanguage } from '../../i18n/language.ts';
import { Instant } from '../../ui/instant.tsx';
import { PersonSeal } from '../../ui/person-name.tsx';
import classes from './journal-timeline.module.css';

/** One entry, in the reader's language. */
export function JournalItem({ entry, superseded }: { entry: JournalEntry; superseded: boolean }) {
  const { t } = useTranslation();
  const isPublic = entry.visibility === 'requester';
  const isComment = entry.kind === 'comment';
  return (
    <li
      className={classes.entry}
      data-comment={isComment || undefined}
      data-public={isPublic || undefined}
      data-superseded={superseded || undefined}
    >
      <span className={classes.seal}>
        <AuthorSeal author={entry.author} />
      </span>
      <div className={classes.body}>
        <div className={classes.head}>
          <span className={classes.author}>{entry.author.name}</span>
          <span className={classes.time}>
            <Instant at={entry.at} as="time" />
          </span>
          <Tooltip label={isPublic ? t('journal.publicHelp') : t('journal.internalHelp')}>
            <span className={classes.visibility}>
              {isPublic ? (
                <IconEye size={13} aria-hidden="true" />
              ) : (
                <IconLock size={13} aria-hidden="true" />
              )}
              {isPublic ? t('journal.public') : t('journal.internal')}
            </span>
          </Tooltip>
          {superseded && <span className={classes.flag}>{t('journal.superseded')}</span>}
        </div>
        <div className={classes.content}>
          <InlineContent nodes={entry.content[currentLanguage()]} />
        </div>
      </div>
    </li>
  );
}

function AuthorSeal({ author }: { author: JournalEntry['author'] }) {
  if (author.kind === 'person') return <PersonSeal name={author.name} />;
  return (
    <span className={classes.machine} aria-hidden="true">
      {author.kind === 'package' ? <IconPackage size={13} /> : <IconSettings size={13} />}
    </span>
  );
}

import { type Inspection, installAnswer } from '@fernwart/contract';
import { Button, Group } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconRosetteDiscountCheckFilled,
  IconShieldOff,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { request } from '../../../app/api/request.ts';
import { NoticeBlock } from '../../../blocks/notice-block.tsx';
import { currentLanguage } from '../../../i18n/language.ts';
import { Facts } from '../../../ui/facts.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { ContributionList } from './contribution-list.tsx';
import classes from './wizard.module.css';

interface Props {
  readonly inspection: Inspection;
  onStarted(run: string): void;
  onOther(): void;
}

/** Who made it, what it brings, what it may do: seen before it can be installed. */
export function DetailsStep({ inspection, onStarted, onOther }: Props) {
  const { t } = useTranslation(['console', 'wizard']);
  const language = currentLanguage();
  const start = useMutation({
    mutationFn: () =>
      request('POST', '/packages/installations', installAnswer, {
        body: { upload: inspection.upload, digest: inspection.digest },
      }),
    onSuccess: ({ run }) => onStarted(run),
  });
  return (
    <div className={classes.stack}>
      <header>
        <h2 className={classes.name}>
          {inspection.name[language]} <span className={classes.versionText}>{inspection.version}</span>
        </h2>
        <p className={classes.description}>{inspection.description[language]}</p>
      </header>
      {inspection.signature.state === 'unsigned_allowed' && (
        <NoticeBlock
          block={{ tone: 'danger', title: t('packages.unsigned'), text: t('wizard:unsignedWarning') }}
        />
      )}
      {!inspection.installable && (
        <NoticeBlock
          block={{ tone: 'warning', title: t('wizard:notNow'), text: obstacles(inspection, t).join('\n') }}
        />
      )}
      {inspection.step === 'upgrade' && (
        <NoticeBlock
          block={{
            tone: asksForMore(inspection) ? 'warning' : 'info',
            title: t('wizard:upgrade', {
              installed: inspection.installedVersion ?? '',
              version: inspection.version,
            }),
            text: upgradeChanges(inspection, t).join('\n'),
          }}
        />
      )}
      <Facts
        wide
        facts={[
          { label: t('packages.vendor'), value: inspection.vendor },
          { label: t('packages.version'), value: <VersionStep inspection={inspection} /> },
          { label: t('packages.signature'), value: <Signature signature={inspection.signature} /> },
        ]}
      />
      <div className={classes.columns}>
        <section>
          <h3 className={classes.heading}>{t('wizard:brings')}</h3>
          <ContributionList contributions={inspection.contributions} />
        </section>
        <section>
          <h3 className={classes.heading}>{t('wizard:may')}</h3>
          <ul className={classes.list}>
            {inspection.permissions.map(({ id, text }) => (
              <li key={id}>
                {text[language]} {inspection.newPermissions.includes(id) && <NewMark />}
              </li>
            ))}
          </ul>
          {inspection.hosts.length > 0 && (
            <>
              <h3 className={classes.heading}>{t('wizard:talksTo')}</h3>
              <ul className={classes.list}>
                {inspection.hosts.map((host) => (
                  <li key={host}>
                    {host} {inspection.newHosts.includes(host) && <NewMark />}
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
      </div>
      {inspection.prerequisites.length > 0 && (
        <section>
          <h3 className={classes.heading}>{t('wizard:prerequisites')}</h3>
          <ul className={classes.checks}>
            {inspection.prerequisites.map(({ text, met }) => (
              <li key={text.en} className={classes.check} data-met={met || undefined}>
                {met ? (
                  <IconCircleCheck size={16} aria-hidden="true" />
                ) : (
                  <IconAlertTriangle size={16} aria-hidden="true" />
                )}
                <span>
                  <span className="visually-hidden">{met ? t('wizard:met') : t('wizard:missing')}: </span>
                  {text[language]}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {start.error && <ProblemNotice error={start.error} />}
      <Group>
        <Button disabled={!inspection.installable} loading={start.isPending} onClick={() => start.mutate()}>
          {t('wizard:start')}
        </Button>
        <Button variant="default" onClick={onOther}>
          {t('wizard:other')}
        </Button>
      </Group>
    </div>
  );
}

/** Why the installation cannot be started, a sentence each. */
function obstacles(
  { step, version, installedVersion, prerequisites }: Inspection,
  t: TFunction<['console', 'wizard']>,
): string[] {
  const language = currentLanguage();
  return [
    ...(step === 'lower' ? [t('wizard:lower', { version, installed: installedVersion ?? '' })] : []),
    ...prerequisites.filter(({ met }) => !met).map(({ text }) => t('wizard:lacks', { what: text[language] })),
  ];
}

function asksForMore({ newPermissions, newHosts }: Inspection): boolean {
  return newPermissions.length + newHosts.length > 0;
}

/** What is different after the upgrade, a sentence each. */
function upgradeChanges(inspection: Inspection, t: TFunction<['console', 'wizard']>): string[] {
  const language = currentLanguage();
  const { permissions, newPermissions, newHosts, newMigrations } = inspection;
  const mayAlso = permissions
    .filter(({ id }) => newPermissions.includes(id))
    .map(({ text }) => text[language]);
  return [
    ...(mayAlso.length > 0 ? [t('wizard:mayAlso', { what: mayAlso.join(' · ') })] : []),
    ...(newHosts.length > 0 ? [t('wizard:talksAlso', { what: newHosts.join(' · ') })] : []),
    ...(asksForMore(inspection) ? [] : [t('wizard:mayNoMore')]),
    newMigrations.length > 0
      ? t('wizard:migrations', { count: newMigrations.length })
      : t('wizard:noMigrations'),
  ];
}

/** Beside what the installed version does not ask for. */
function NewMark() {
  const { t } = useTranslation(['console', 'wizard']);
  return <strong>({t('wizard:added')})</strong>;
}

function VersionStep({ inspection }: { inspection: Inspection }) {
  const { t } = useTranslation(['console', 'wizard']);
  const { step, version, installedVersion } = inspection;
  return (
    <>
      {version} · {t(`wizard:version.${step}`, { installed: installedVersion ?? '' })}
    </>
  );
}

function Signature({ signature }: { signature: Inspection['signature'] }) {
  const { t } = useTranslation(['console', 'wizard']);
  const trusted = signature.state === 'trusted';
  return (
    <span className={classes.signature} data-trusted={trusted || undefined}>
      {trusted ? (
        <IconRosetteDiscountCheckFilled size={16} aria-hidden="true" />
      ) : (
        <IconShieldOff size={16} aria-hidden="true" />
      )}
      {trusted ? t('packages.signedBy', { publisher: signature.publisher ?? '–' }) : t('packages.unsigned')}
    </span>
  );
}

import { type Addon, type FlatBlock, inlines } from '@fernwart/addon-kit';
import { firstStepFacts, openSessions, sessionsPerDay } from './dashboard-store.ts';

type Page = NonNullable<Addon['pages']>[string];

const mostShown = 8;
const shownDays = 30;

/** Sessions running now, for whoever works at the desk. */
export const runningPage: Page = {
  async render({ t }, host) {
    const sessions = await openSessions(host.sql, mostShown + 1);
    const blocks: FlatBlock[] = sessions.slice(0, mostShown).map((session) => ({
      type: 'content',
      content: [
        {
          type: 'link',
          href: `/activities/${session.activityId}`,
          text: `${session.activityNumber} ${session.activitySubject}`,
        },
        inlines.lineBreak(),
        inlines.text(
          [
            t(session.online ? 'dashboard.online' : 'dashboard.waiting'),
            session.initiatorName === null ? null : `${session.supporterName} → ${session.initiatorName}`,
          ]
            .filter((part) => part !== null)
            .join(' · '),
        ),
        ...(session.openedAt === null ? [] : [inlines.text(' · '), inlines.instant(session.openedAt)]),
      ],
    }));
    if (sessions.length > mostShown)
      blocks.push({
        type: 'content',
        content: [{ type: 'link', href: '/packages/teamviewer/sessions', text: t('dashboard.all') }],
      });
    if (sessions.length === 0) blocks.push({ type: 'text', text: t('dashboard.none'), tone: 'dimmed' });
    return { blocks, topics: ['activities'] };
  },
};

/** Sessions per day, on days of the reader's own time zone. */
export const figuresPage: Page = {
  async render({ t, viewer }, host) {
    const today = host.clock.now().toZonedDateTimeISO(viewer.timeZone).toPlainDate();
    const starts = Array.from({ length: shownDays }, (_, index) =>
      today
        .subtract({ days: shownDays - 1 - index })
        .toZonedDateTime(viewer.timeZone)
        .toInstant()
        .toString(),
    );
    const counted = new Map((await sessionsPerDay(host.sql, starts)).map((row) => [row.day, row]));
    const series = (member: 'made' | 'connected') =>
      starts.map((at, day) => ({ at, value: counted.get(day)?.[member] ?? 0 }));
    return {
      blocks: [
        {
          type: 'chart',
          label: t('dashboard.perDay'),
          unit: t('dashboard.unit'),
          per: 'day',
          series: [
            { label: t('dashboard.made'), points: series('made') },
            { label: t('dashboard.connected'), points: series('connected') },
          ],
        },
      ],
    };
  },
};

/** What is left to do until the first session. */
export const firstStepsPage: Page = {
  async render({ t }, host) {
    const { connected, held } = await firstStepFacts(host.sql);
    const go = (href: string, label: string): FlatBlock[] => [{ type: 'links', links: [{ href, label }] }];
    return {
      blocks: [
        {
          type: 'steps',
          label: t('firstSteps'),
          steps: [
            {
              title: t('firstSteps.connect'),
              state: connected ? 'done' : 'open',
              blocks: [
                { type: 'text', text: t('firstSteps.connect.text') },
                ...go('/configurations', t('firstSteps.connect.go')),
              ],
            },
            {
              title: t('firstSteps.session'),
              state: held ? 'done' : 'open',
              blocks: [
                { type: 'text', text: t('firstSteps.session.text') },
                ...go('/activities', t('firstSteps.session.go')),
              ],
            },
          ],
        },
      ],
      topics: ['configurations', 'activities'],
    };
  },
};

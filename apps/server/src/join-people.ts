import type { Language } from '@fernwart/contract';
import type { Audit } from './features/audit/audit.ts';
import type { MailTexts } from './features/notifications/desk-mail-texts.ts';
import { fillTemplate } from './features/notifications/mail-template.ts';
import type { Mails } from './features/notifications/mails.ts';
import { createAddPerson } from './features/people/add-person.ts';
import { apiTokenRoutes } from './features/people/api-token-routes.ts';
import { createChangePassword } from './features/people/change-password.ts';
import { invitationRoutes } from './features/people/invitation-routes.ts';
import { createInvitations } from './features/people/invitations.ts';
import type { People } from './features/people/people.ts';
import { peopleRoutes } from './features/people/routes.ts';
import type { SignIn } from './features/people/sign-in.ts';
import { signInListRoutes } from './features/people/sign-in-list-routes.ts';
import { teamRoutes } from './features/people/team-routes.ts';
import { createTeams } from './features/people/teams.ts';
import { createUpdatePerson } from './features/people/update-person.ts';
import type { Clock } from './platform/clock/clock.ts';
import type { NewId } from './platform/crypto/ids.ts';
import type { Database } from './platform/db/database.ts';
import type { Router } from './platform/http/route.ts';
import type { SessionCookie } from './platform/http/session-cookie.ts';
import type { Live } from './platform/live/live.ts';

/** Everything about people, teams and access that is asked for over HTTP. */
export function joinPeople(
  router: Router,
  deps: {
    db: Database;
    clock: Clock;
    newId: NewId;
    live: Live;
    audit: Audit;
    cookie: SessionCookie;
    people: People;
    signIn: SignIn;
    mails: Mails;
    publicUrl: () => string;
    mailTexts: MailTexts;
    defaults: () => { language: Language; timeZone: string };
  },
): void {
  const changePassword = createChangePassword(deps);
  const [addPerson, updatePerson] = [createAddPerson(deps), createUpdatePerson(deps)];
  peopleRoutes(router, { ...deps, changePassword, addPerson, updatePerson });
  teamRoutes(router, { db: deps.db, teams: createTeams(deps) });
  signInListRoutes(router, deps);
  apiTokenRoutes(router, deps);
  const invitations = createInvitations({
    ...deps,
    mailText: (language, values) => fillTemplate(deps.mailTexts('invited', language), values),
  });
  invitationRoutes(router, { invitations, cookie: deps.cookie });
}

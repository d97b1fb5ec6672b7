import { isLoopback, parseOrigin } from './config/addresses.ts';
import type { ServerConfig } from './config/server-config.ts';
import type { Audit } from './features/audit/audit.ts';
import { createChangeSettings } from './features/settings/change-settings.ts';
import { createMailTexts } from './features/settings/mail-texts.ts';
import { settingsRoutes } from './features/settings/routes.ts';
import type { FixedSettings, Settings } from './features/settings/settings.ts';
import { createSendTestMail } from './features/settings/test-mail.ts';
import type { Clock } from './platform/clock/clock.ts';
import type { NewId } from './platform/crypto/ids.ts';
import type { Sealer } from './platform/crypto/sealer.ts';
import type { Database } from './platform/db/database.ts';
import type { Router } from './platform/http/route.ts';
import type { Live } from './platform/live/live.ts';
import type { MailTransport } from './platform/net/mail-transport.ts';

/** What the environment decides of the settings. */
export function fixedSettings(config: ServerConfig): FixedSettings {
  return {
    publicUrl: config.http.publicUrl,
    timeZone: config.timeZoneIsFixed ? config.timeZone : null,
    usualTimeZone: config.timeZone,
    smtpUrl: config.mail.smtpUrl,
    from: config.mail.from,
  };
}

/** Plain http beyond this machine has to be allowed by name, which only the environment can do. */
function publicOrigin(text: string): string | null {
  const url = parseOrigin(text);
  return url && (url.protocol === 'https:' || isLoopback(url.hostname)) ? url.origin : null;
}

/** Everything about settings that is asked for over HTTP. */
export function joinSettings(
  router: Router,
  deps: {
    db: Database;
    clock: Clock;
    newId: NewId;
    live: Live;
    audit: Audit;
    sealer: Sealer;
    settings: Settings;
    fixed: FixedSettings;
    publicUrl: () => string;
    transport: () => MailTransport | null;
  },
): void {
  const change = createChangeSettings({ ...deps, publicOrigin });
  const mailTexts = createMailTexts({ settings: deps.settings, change });
  settingsRoutes(router, { ...deps, change, mailTexts, sendTestMail: createSendTestMail(deps) });
}

import { join } from 'node:path';
import type { ServerConfig } from './config/server-config.ts';
import { openConfiguredDatabase } from './configured-database.ts';
import type { Activities } from './features/activities/activities.ts';
import { maySeeActivity } from './features/activities/may-see-activity.ts';
import { readsDesk } from './features/activities/policy.ts';
import { activityRoutes } from './features/activities/routes.ts';
import { createActivities } from './features/activities/service.ts';
import { activitySnapshot, lockActivity } from './features/activities/snapshot.ts';
import { tellingJournal } from './features/activities/tell.ts';
import type { Assets } from './features/assets/assets.ts';
import { createPackageAssets } from './features/assets/package-assets.ts';
import { createPackageAttributes } from './features/assets/package-attributes.ts';
import { assetRoutes } from './features/assets/routes.ts';
import { createAssets } from './features/assets/service.ts';
import {
  assetSnapshot,
  assetsFingerprint,
  assetsOfActivity,
  assetsPage,
  maySeeAsset,
} from './features/assets/snapshot.ts';
import { attachmentRoutes } from './features/attachments/routes.ts';
import { createAttachments } from './features/attachments/service.ts';
import { auditedSealer } from './features/audit/audited-sealer.ts';
import { auditRoutes } from './features/audit/routes.ts';
import { createAudit } from './features/audit/service.ts';
import { createCatalogue } from './features/automation/catalogue.ts';
import { createEvents } from './features/automation/events.ts';
import { createExecutor } from './features/automation/executor.ts';
import { maySeeRun } from './features/automation/policy.ts';
import { automationRoutes } from './features/automation/routes.ts';
import { createRuns } from './features/automation/runs.ts';
import { createSchedules } from './features/automation/schedules.ts';
import { findRun, forgetPackage } from './features/automation/store.ts';
import { startTicker } from './features/automation/ticker.ts';
import { configurationRoutes } from './features/configurations/routes.ts';
import { createConfigurations } from './features/configurations/service.ts';
import { createConfigurationSnapshots } from './features/configurations/snapshots.ts';
import { importRoutes } from './features/imports/routes.ts';
import { createImports } from './features/imports/service.ts';
import { createJournal } from './features/journal/service.ts';
import { createDeskMails } from './features/notifications/desk-mails.ts';
import { createForgetRead } from './features/notifications/forget-read.ts';
import { createMailSender } from './features/notifications/mail-sender.ts';
import { notificationRoutes } from './features/notifications/routes.ts';
import { createMails } from './features/notifications/service.ts';
import { createNotifications } from './features/notifications/tell.ts';
import { type ControlDeeds, openControlSocket } from './features/operations/control-socket.ts';
import { databaseCheck } from './features/operations/database-check.ts';
import { makeBackup } from './features/operations/make-backup.ts';
import { createMetrics } from './features/operations/metrics.ts';
import { noticeCopy } from './features/operations/notice-copy.ts';
import { createPause, type Pause } from './features/operations/pause.ts';
import { operationsRoutes } from './features/operations/routes.ts';
import { type ShellAdditions, shellRoutes } from './features/operations/shell-routes.ts';
import { countObjects, databaseName } from './features/operations/store.ts';
import { systemReadings } from './features/operations/system-readings.ts';
import { listenForCommands } from './features/packages/command-socket.ts';
import type { Packages } from './features/packages/packages.ts';
import { packageRoutes } from './features/packages/routes.ts';
import { createPackages } from './features/packages/service.ts';
import { createFirstAdministrator } from './features/people/first-administrator.ts';
import { firstAdministratorRoutes } from './features/people/first-administrator-routes.ts';
import type { People } from './features/people/people.ts';
import { createRecheckSignIn, type RecheckSignIn } from './features/people/recheck-sign-in.ts';
import { createPeople } from './features/people/service.ts';
import { createSignIn } from './features/people/sign-in.ts';
import {
  createSingleSignOn,
  type SingleSignOn,
  type SingleSignOnDeps,
} from './features/people/single-sign-on.ts';
import { singleSignOnRoutes } from './features/people/single-sign-on-routes.ts';
import { reportingRoutes } from './features/reporting/routes.ts';
import { createReporting } from './features/reporting/service.ts';
import { savedFilterRoutes } from './features/saved-filters/routes.ts';
import { openSettings } from './features/settings/settings.ts';
import { settingsTransport } from './features/settings/settings-transport.ts';
import { joinPeople } from './join-people.ts';
import { fixedSettings, joinSettings } from './join-settings.ts';
import { mayWatch } from './may-watch.ts';
import { createAddonHost } from './platform/addon-host/addon-host.ts';
import { openingRoutes } from './platform/addon-host/opening-routes.ts';
import { addonRoutes } from './platform/addon-host/routes.ts';
import type { Clock } from './platform/clock/clock.ts';
import { systemClock } from './platform/clock/system-clock.ts';
import { type NewId, uuidV7 } from './platform/crypto/ids.ts';
import { readKeyFile } from './platform/crypto/key-file.ts';
import { createKeyRotation } from './platform/crypto/key-rotation.ts';
import { openSealer } from './platform/crypto/open-sealer.ts';
import type { Database } from './platform/db/database.ts';
import { databaseHome } from './platform/db/database-home.ts';
import { migrate } from './platform/db/migrate.ts';
import type { Actor } from './platform/http/actor.ts';
import { createHttpServer } from './platform/http/http-server.ts';
import type { RouteDescription } from './platform/http/route.ts';
import { sessionCookie } from './platform/http/session-cookie.ts';
import { bossWake } from './platform/jobs/boss-wake.ts';
import { databaseLive } from './platform/live/database-live.ts';
import { createLog } from './platform/log/create-log.ts';
import type { Log } from './platform/log/log.ts';
import { createHttpClient } from './platform/net/create-http-client.ts';
import { createIdentityProvider } from './platform/net/identity-provider.ts';
import { observedHttp } from './platform/net/observed-http.ts';
import { pausableHttp } from './platform/net/pausable-http.ts';
import { createSmtpTransport } from './platform/net/smtp-transport.ts';
import { platformVersion } from './platform-version.ts';

export type { ServerConfig } from './config/server-config.ts';
export type { ShellAdditions } from './features/operations/shell-routes.ts';
export type { Clock } from './platform/clock/clock.ts';
export { drivenClock } from './platform/clock/driven-clock.ts';
export { assertFolderFree } from './platform/db/assert-folder-free.ts';
export type { RouteDescription } from './platform/http/route.ts';
export { StartRefused } from './platform/start-refused.ts';
export { type QuietDesk, quietDesk } from './quiet-desk.ts';
export { systemClock };

export interface StartOverrides {
  readonly clock?: Clock;
  readonly log?: Log;
  /** What dev-env adds to the console's frame. */
  readonly shell?: ShellAdditions;
}

/** What dev-env and the command line do beside the HTTP API. */
export interface ServerParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly people: People;
  readonly activities: Activities;
  readonly assets: Assets;
  readonly packages: Packages;
  /** Every route that this node answers, as the OpenAPI document and the policy matrix see it. */
  readonly routes: readonly RouteDescription[];
}

export interface RunningServer {
  readonly origin: string;
  readonly parts: ServerParts;
  /**
   * Ends within two seconds, or as soon as requests under way are answered, ten more at most; unfinished runs are given
   * back. Safe to call twice.
   */
  stop(): Promise<void>;
}

/** Builds everything, joins it and listens. Rejects with `StartRefused`; then nothing is left running. */
export async function startServer(
  config: ServerConfig,
  overrides: StartOverrides = {},
): Promise<RunningServer> {
  const clock = overrides.clock ?? systemClock();
  const log = overrides.log ?? createLog({ level: config.logLevel, clock });
  const closing: Closing = [];
  try {
    return await joinParts({
      config,
      clock,
      log,
      newId: uuidV7(clock),
      shell: overrides.shell ?? null,
      closing,
    });
  } catch (error) {
    await closeAll(closing, log);
    throw error;
  }
}

/** What was opened, in that order; it is closed the other way round. */
type Closing = (() => Promise<void>)[];

async function closeAll(closing: Closing, log: Log): Promise<void> {
  for (const close of closing.splice(0).toReversed()) {
    await close().catch((error: unknown) => log.warn('Stopping a part failed', { error }));
  }
}

async function joinParts(given: {
  config: ServerConfig;
  clock: Clock;
  log: Log;
  newId: NewId;
  shell: ShellAdditions | null;
  closing: Closing;
}): Promise<RunningServer> {
  const { config, clock, log, newId, closing } = given;
  const nodeId = newId();
  const works = config.role !== 'api';
  const serves = config.role !== 'worker';
  let origin = '';

  const db = await openConfiguredDatabase(config, log);
  closing.push(() => db.close());
  await migrate(db);
  if (await noticeCopy(db, await databaseHome(db, config.dataFolder), clock)) {
    log.warn('This is a copy of a database that ran in another place: mails and outgoing calls are paused');
  }
  const keyFile = join(config.dataFolder, 'master.key');
  const sealer = await openSealer({ db, clock, nodeId, keys: config.keys, keyFile });
  const metrics = createMetrics([() => systemReadings({ db, clock }), () => addonHost.gauges()]);
  const plainHttp = createHttpClient({ hosts: config.hosts });
  const outgoing = observedHttp(plainHttp, { log, newId, observe: metrics.observeCall });
  closing.push(() => outgoing.close());
  const live = await databaseLive(db);
  closing.push(() => live.close());
  const wake = bossWake(db, log);
  closing.push(() => wake.stop());
  await wake.start();

  const audit = createAudit({ clock, newId });
  const audited = auditedSealer(sealer, { db, audit, clock, log });
  const fixed = fixedSettings(config);
  const settings = await openSettings({ db, live, log, sealer: audited, fixed });
  closing.push(async () => settings.close());
  const namedUrl = () => settings.desk.publicUrl;
  const https = namedUrl()?.startsWith('https:') ?? false;
  const cookie = sessionCookie({ https: () => namedUrl()?.startsWith('https:') ?? false });
  const pause = createPause({ db, clock, live, audit });
  const keyRotation = createKeyRotation({
    db,
    clock,
    log,
    nodeId,
    ring: sealer,
    readKeys: async () => config.keys ?? readKeyFile(keyFile),
    record: (tx, action, details) =>
      audit.record(tx, { actor: 'system', action, outcome: 'done', subject: 'secrets:keys', details }),
  });
  closing.push(() => keyRotation.stop());
  const keyTicker = startTicker(systemClock(), log, [
    { name: 'keys', sweep: async () => void (await keyRotation.sweep()) },
  ]);
  closing.push(() => keyTicker.stop());
  const people: People = createPeople({
    db,
    clock,
    newId,
    live,
    cookie,
    ...(config.singleSignOn ? { recheck: (tokenHash, checkAt) => recheck(tokenHash, checkAt) } : {}),
  });
  const signIn = createSignIn({ db, clock, newId, audit });
  const { singleSignOn, recheck } = joinSingleSignOn(config, closing, {
    db,
    clock,
    newId,
    live,
    audit,
    sealer,
    people,
    signIn,
    publicUrl: () => publicUrl(),
  });
  const journal = createJournal({ live, clock, newId });
  const runs = createRuns({ db, clock, newId, wake, live });
  const publicUrl = () => namedUrl() ?? origin;
  const mailOutcome = {
    runs,
    currentVersion: (packageId: string | null, workflow: string) =>
      catalogue.currentVersion(packageId, workflow),
  };
  const mails = createMails({ wake, clock, newId, publicUrl, ...mailOutcome });
  const notifications = createNotifications({ live, clock, newId, mails, publicUrl });
  const transport = settingsTransport(settings, createSmtpTransport);
  const mailSender = createMailSender({
    db,
    clock,
    newId,
    log,
    journal,
    get transport() {
      return transport();
    },
    ...mailOutcome,
  });
  const packageAttributes = createPackageAttributes({ live, clock });
  const maySee = async (actor: Actor, subject: { type: string; id: string }) => {
    if (subject.type === 'activity') return maySeeActivity(db, actor, subject.id);
    if (subject.type === 'asset') return maySeeAsset(db, actor, subject.id);
    return actor.roles.has('administrator');
  };
  const addonHost = createAddonHost({
    db,
    clock,
    log,
    newId,
    sealer: audited,
    live,
    audit,
    journal: tellingJournal(journal, notifications),
    mails,
    runs,
    maySee,
    http: pausableHttp(outgoing, async () => (await pause.state()) !== null),
    get publicUrl() {
      return publicUrl();
    },
    activities: { get: (id) => activitySnapshot(db, id), lock: lockActivity },
    assets: {
      get: (packageId, id) => assetSnapshot(db, packageId, id),
      ofActivity: (packageId, id) => assetsOfActivity(db, packageId, id),
      page: (packageId, after, limit) => assetsPage(db, packageId, after, limit),
      fingerprint: (packageId) => assetsFingerprint(db, packageId),
      setAttributes: packageAttributes.setAttributes,
      ...createPackageAssets({ live, clock, newId }),
    },
    people: { get: people.findPersonSnapshot, administrators: people.administrators },
    configurations: createConfigurationSnapshots({ db, sealer: audited }),
  });
  const catalogue = createCatalogue({ addonHost, platformWorkflows: () => packages.workflows });
  const events = createEvents({
    db,
    clock,
    newId,
    wake,
    log,
    runs,
    catalogue,
    listeners: [
      createDeskMails({
        mails,
        journal,
        publicUrl,
        texts: settings.mailTexts,
        hours: (language) => settings.hours(language),
      }),
    ],
  });
  const schedules = createSchedules({
    db,
    clock,
    newId,
    live,
    runs,
    catalogue,
    get defaultTimeZone() {
      return settings.desk.timeZone;
    },
  });
  const executor = createExecutor({
    db,
    clock,
    live,
    log,
    catalogue,
    node: nodeId,
    concurrency: 8,
    onEnd: schedules.onRunEnd,
  });
  const activities = createActivities({
    numberPrefix: (kind) => settings.desk.prefixes[kind],
    db,
    journal,
    events,
    live,
    notifications,
    clock,
    newId,
    addonOffers: addonHost.offers,
  });
  const assets = createAssets({
    db,
    live,
    clock,
    newId,
    packageAttributes,
    catalogue: addonHost.attributes,
    addonOffers: addonHost.offers,
  });
  const configurations = createConfigurations({ db, clock, newId, sealer, live, audit, addonHost });
  const packages: Packages = createPackages({
    db,
    clock,
    newId,
    log,
    live,
    audit,
    runs,
    addonHost,
    nodeId,
    role: config.role,
    dataFolder: config.dataFolder,
    platformVersion,
    publishers: config.publishers,
    allowUnsigned: config.allowUnsigned,
    async findRun(id) {
      const run = await findRun(db, id);
      return run && { state: run.state, errorCode: run.error_code, errorText: run.error_text };
    },
    async forget(tx, packageId) {
      await packageAttributes.forgetPackage(tx, packageId);
      await configurations.forget(tx, packageId);
      await forgetPackage(tx, packageId, clock.now());
    },
  });
  closing.push(() => packages.stop());
  await packages.start();

  const http = await createHttpServer({
    config: config.http,
    version: platformVersion,
    log,
    clock,
    newId,
    live,
    authenticate: people.authenticate,
    onRefusal: ({ actor, method, path, address, requestId }) =>
      audit.record(db, {
        actor: actor?.name ?? 'anonymous',
        actorId: actor?.id ?? null,
        action: 'route.refused',
        outcome: 'refused',
        address,
        requestId,
        details: { method, path },
      }),
    publicUrl: namedUrl,
    mayWatch: (actor, topic) =>
      mayWatch(actor, topic, {
        see: maySee,
        async seeRun(reader, id) {
          const run = await findRun(db, id);
          return run !== null && maySeeRun(reader, run);
        },
      }),
    observe: metrics.observe,
  });
  closing.push(() => http.stop());
  const { router } = http;
  operationsRoutes(router, {
    version: platformVersion,
    clock,
    log,
    metrics,
    database: `${await databaseName(db)}${db.kind === 'pglite' ? ' (PGlite)' : ''}`,
    checks: [databaseCheck(db)],
    counts: () => countObjects(db),
    pause,
    isEnding: () => http.ending,
  });
  if (serves) {
    const defaults = () => settings.desk;
    const access = { db, clock, newId, live, audit, cookie, people, signIn, mails, publicUrl };
    joinPeople(router, { ...access, mailTexts: settings.mailTexts, defaults });
    importRoutes(router, createImports({ ...access, defaults }));
    joinSettings(router, { ...access, sealer, settings, fixed, transport });
    singleSignOnRoutes(router, { singleSignOn, cookie, https });
    const { timeZone } = config;
    const firstAdministrator = createFirstAdministrator({ db, clock, audit, people, signIn, timeZone });
    firstAdministratorRoutes(router, { firstAdministrator, cookie });
    auditRoutes(router, { db, audit, texts: addonHost.texts });
    activityRoutes(router, activities);
    savedFilterRoutes(router, { db, clock, newId });
    notificationRoutes(router, { db, clock, live, readsDesk });
    attachmentRoutes(router, createAttachments({ db, journal, audit, live, clock, newId }));
    assetRoutes(router, assets);
    const sendsMail = async () => settings.sendsMail;
    reportingRoutes(router, createReporting({ db, clock, sendsMail }));
    automationRoutes(router, {
      db,
      catalogue,
      schedules,
      audit,
      get defaultTimeZone() {
        return settings.desk.timeZone;
      },
    });
    configurationRoutes(router, { configurations });
    packageRoutes(router, { packages });
    addonRoutes(router, { addonHost });
    openingRoutes(router, { addonHost });
    shellRoutes(router, {
      version: platformVersion,
      additions: given.shell,
      singleSignOn: singleSignOn && { href: '/api/v1/single-sign-on', label: singleSignOn.label },
      pages: addonHost.pages,
      generation: () => addonHost.generation,
      pause,
    });
  }
  origin = await http.listen();
  if (db.kind === 'pglite') {
    const commands = await listenForCommands({ dataFolder: config.dataFolder, packages, log });
    closing.push(() => commands.stop());
  }
  if (db.archive) {
    closing.push(await openControlSocket(config.dataFolder, controlDeeds({ db, clock, config, pause }), log));
  }

  if (works) {
    closing.push(() => executor.stop());
    await wake.work('run', executor.pick, executor.hasRoom);
    await wake.work('event', events.dispatch);
    await wake.work('mail', mailSender.deliver);
    const ticker = startTicker(clock, log, [
      { name: 'runs', sweep: runs.sweep },
      { name: 'events', sweep: events.sweep },
      { name: 'schedules', sweep: schedules.sweep },
      { name: 'mails', sweep: mailSender.sweep },
      { name: 'notifications', sweep: createForgetRead({ db, clock }) },
    ]);
    closing.push(() => ticker.stop());
    // Before the ticker: a mail server that says nothing would hold its sweep.
    closing.push(() => mailSender.stop());
  }

  let stopped: Promise<void> | undefined;
  return {
    origin,
    parts: { db, clock, newId, people, activities, assets, packages, routes: router.routes },
    stop() {
      http.announceEnd();
      return (stopped ??= closeAll(closing, log));
    },
  };
}

/** What commands ask of the process that has the embedded database open. */
function controlDeeds(deps: {
  db: Database;
  clock: Clock;
  config: ServerConfig;
  pause: Pause;
}): ControlDeeds {
  const { db, clock, config, pause } = deps;
  const by = { name: 'command line', id: null };
  return {
    backup: ({ withMasterKey }) =>
      makeBackup({
        db,
        clock,
        platformVersion,
        keyFile: withMasterKey ? join(config.dataFolder, 'master.key') : null,
      }),
    pause: () => pause.begin(by),
    resume: (options) => pause.end(by, options),
  };
}

/** Nobody but the database vouches for anybody where no provider is configured. */
function joinSingleSignOn(
  config: ServerConfig,
  closing: Closing,
  deps: Omit<SingleSignOnDeps, 'provider' | 'rules' | 'timeZone'>,
): { singleSignOn: SingleSignOn | null; recheck: RecheckSignIn } {
  const rules = config.singleSignOn;
  if (!rules) return { singleSignOn: null, recheck: async () => false };
  const provider = createIdentityProvider(rules);
  closing.push(() => provider.close());
  const whole = { ...deps, rules, provider, timeZone: config.timeZone };
  return { singleSignOn: createSingleSignOn(whole), recheck: createRecheckSignIn(whole) };
}

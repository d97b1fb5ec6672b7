import { block, outcome, type PanelAnswer } from '@fernwart/contract';
import { z } from 'zod';
import type { Addon, Notice, RunOutcome, Subject, ViewerContext } from '../addon.ts';
import { formatText } from '../format-text.ts';
import type { Host, NewRun, PersonSnapshot } from '../host.ts';
import { checkManifest } from '../package/check-manifest.ts';
import { checkStrings } from '../package/check-strings.ts';
import { packageLimits } from '../package/limits.ts';
import { createHarnessClock, type HarnessClock } from './harness-clock.ts';
import type { HarnessDatabase } from './harness-database.ts';
import { createHarnessHost, type HarnessNetwork, rejection } from './harness-host.ts';
import { emptyDesk, type HarnessDesk, type HarnessRun } from './harness-state.ts';

export interface HarnessOptions {
  readonly addon: Addon;
  /** `manifest.json`, parsed. It is held against the schema, as on installation. */
  readonly manifest: unknown;
  /** Language → texts. */
  readonly strings: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** A PGlite in memory with the package's migrations applied; without one, SQL rejects. */
  readonly database?: HarnessDatabase;
  /** Default `2026-01-15T08:00:00Z`. */
  readonly start?: string;
}

/** Runs an add-on without a server. What tests replace is the network edge, and nothing else. */
export interface Harness {
  readonly host: Host;
  readonly clock: HarnessClock;
  readonly desk: HarnessDesk;
  /** Answers outgoing requests; one that nobody expects rejects with code `network`. */
  network: HarnessNetwork;
  offered(action: string, subject: Subject, viewer: PersonSnapshot): Promise<boolean>;
  /** As the server does it: asks `offered` first and rejects with code `not_allowed`. */
  invoke(
    action: string,
    subject: Subject,
    viewer: PersonSnapshot,
    input?: Record<string, unknown>,
  ): Promise<z.output<typeof outcome>>;
  submit(
    form: string,
    subject: Subject,
    viewer: PersonSnapshot,
    values: Record<string, unknown>,
  ): Promise<z.output<typeof outcome>>;
  /** Null where the panel is not offered. Blocks are held against the contract. */
  panel(
    panel: string,
    subject: Subject,
    viewer: PersonSnapshot,
  ): Promise<Pick<PanelAnswer, 'blocks' | 'topics'> | null>;
  /** What the package says on every page to this person at the moment. */
  notices(viewer: PersonSnapshot): Promise<readonly Notice[]>;
  /** Executes every run that is due, until none is. */
  work(): Promise<void>;
  /** Executes one run once, whatever its state: a second attempt is how a workflow meets what the first one did. */
  execute(run: HarnessRun): Promise<RunOutcome>;
}

export function createHarness(options: HarnessOptions): Harness {
  const { addon, strings } = options;
  const manifest = checkManifest(options.manifest);
  checkStrings(manifest, new Map(Object.entries(strings)), packageLimits);
  const clock = createHarnessClock(options.start ?? '2026-01-15T08:00:00Z');
  const desk = emptyDesk();
  let made = 0;

  function newRun(run: NewRun): HarnessRun {
    const versions = manifest.contributions.workflows.filter((each) => each.name === run.workflow);
    const version = versions.at(-1)?.version;
    if (version === undefined) throw rejection('bad_value', `"${run.workflow}" is not declared`);
    made += 1;
    return {
      ...run,
      id: `run-${made}`,
      version,
      state: 'waiting',
      attempt: 0,
      dueAt: run.dueAt ?? clock.now(),
      log: [],
    };
  }
  const host = createHarnessHost({
    manifest,
    strings,
    desk,
    clock,
    database: options.database ?? null,
    network: () => harness.network,
    newRun,
  });

  function context(subject: Subject, viewer: PersonSnapshot): ViewerContext {
    const { language } = viewer;
    return { viewer, language, subject, t: (key, values) => host.text(language, key, values) };
  }

  async function execute(run: HarnessRun): Promise<RunOutcome> {
    const handler = addon.workflows?.[`${run.workflow}@${run.version}`];
    if (!handler) throw new Error(`There is no handler for ${run.workflow}@${run.version}.`);
    run.attempt += 1;
    run.state = 'running';
    const ended = await handler(
      {
        id: run.id,
        workflow: run.workflow,
        version: run.version,
        input: run.input,
        subject: run.subject ?? null,
        trigger: { ...run.trigger, personId: run.personId ?? null },
        attempt: run.attempt,
        signal: new AbortController().signal,
        log: async (level, key, values) =>
          void run.log.push(`${level} ${formatText(strings['en']?.[key] ?? key, values)}`),
      },
      host,
    );
    if (ended.kind === 'again') Object.assign(run, { state: 'waiting', dueAt: ended.at });
    if (ended.kind === 'done') Object.assign(run, { state: 'succeeded', result: ended.result });
    if (ended.kind === 'failed') Object.assign(run, { state: 'failed', error: ended });
    return ended;
  }

  const harness: Harness = {
    host,
    clock,
    desk,
    network: ({ method, url }) => {
      throw rejection('network', `nobody expected ${method} ${url}`);
    },
    async offered(action, subject, viewer) {
      return (await addon.actions?.[action]?.offered(context(subject, viewer), host)) ?? false;
    },
    async invoke(action, subject, viewer, input = {}) {
      if (!(await harness.offered(action, subject, viewer)))
        throw rejection('not_allowed', `${action} is not offered`);
      return outcome.parse(
        await addon.actions?.[action]?.invoke?.({ ...context(subject, viewer), input }, host),
      );
    },
    async submit(form, subject, viewer, values) {
      return outcome.parse(
        await addon.forms?.[form]?.submit({ ...context(subject, viewer), input: {} }, values, host),
      );
    },
    async panel(panel, subject, viewer) {
      const handler = addon.panels?.[panel];
      const shown = context(subject, viewer);
      if (!handler || !(await handler.offered(shown, host))) return null;
      const { blocks, topics = [] } = await handler.render(shown, host);
      return { blocks: z.array(block).parse(blocks), topics };
    },
    async notices(viewer) {
      const { language } = viewer;
      const t: ViewerContext['t'] = (key, values) => host.text(language, key, values);
      if (!manifest.contributions.notices) return [];
      return (await addon.notices?.({ viewer, language, t }, host))?.notices ?? [];
    },
    execute,
    async work() {
      const due = () =>
        desk.runs.find(
          (run) => run.state === 'waiting' && Temporal.Instant.compare(run.dueAt, clock.now()) <= 0,
        );
      for (let run = due(); run; run = due()) await execute(run);
    },
  };
  return harness;
}

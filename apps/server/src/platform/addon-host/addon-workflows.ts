import type { RunContext, RunOutcome, Subject } from '@fernwart/addon-kit';
import { z } from 'zod';
import { codeOf } from './addon-error.ts';
import type { AddonRun, AddonRunOutcome, AddonWorkflow } from './addon-run.ts';
import type { Calls } from './calls.ts';
import type { DeskPorts } from './desk-ports.ts';
import { isAddonSubject } from './offers.ts';
import { localizedText, packageText } from './package-text.ts';
import type { Registry } from './registry.ts';
import { findInstallation } from './store.ts';

/** Lines that one attempt may log; a flood is cut off and said to be. */
const mostLines = 1000;
const soon = Temporal.Duration.from({ seconds: 1 });
const later = Temporal.Duration.from({ minutes: 5 });

const runOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), result: z.unknown().optional() }),
  z.object({ kind: z.literal('failed'), code: z.string().max(100), text: z.string().max(5000) }),
  z.object({ kind: z.literal('again'), at: z.custom<Temporal.Instant>((at) => String(at).endsWith('Z')) }),
]);

/** A workflow as automation executes it, whether this node runs it at the moment or not. */
export function addonWorkflow(
  ports: DeskPorts,
  registry: Registry,
  calls: Calls,
  packageId: string,
  name: string,
  version: string,
): AddonWorkflow {
  const key = `${name}@${version}`;
  const loaded = registry.find(packageId)?.loaded;
  const declared = loaded?.manifest.contributions.workflows.find((workflow) => workflow.name === name);
  const runs = loaded?.addon?.workflows && Object.hasOwn(loaded.addon.workflows, key);
  return {
    timeLimit: Temporal.Duration.from({ seconds: declared?.timeLimitSeconds ?? 300 }),
    resultOrder: declared?.results ?? [],
    resultLabel(member) {
      const key = `result.${member}`;
      if (!loaded || packageText(loaded, 'en', key) === key) return null;
      return localizedText(loaded, key);
    },
    async execute(run) {
      if (!runs) return withoutWorkflow(ports, registry, packageId, key);
      try {
        return await calls.work(packageId, async ({ addon, host, loaded: now, ending }) => {
          const handler = addon.workflows?.[key];
          if (!handler) return again(ports, soon);
          const context = runContext(run, AbortSignal.any([run.signal, ending]), lineWriter(run, now));
          const result = await Promise.race([handler(context, host), cutShort(run.signal)]);
          return outcome(result);
        });
      } catch (error) {
        // Code that is being replaced goes on under the new version, as the same run.
        const moves = ['draining', 'package_replaced', 'not_running', 'call_over'];
        if (!run.signal.aborted && moves.includes(codeOf(error) ?? '')) return again(ports, soon);
        throw error;
      }
    },
  };
}

/** Runs wait for a node to follow the last installation, and for a package that may come back; the others fail. */
async function withoutWorkflow(
  ports: DeskPorts,
  registry: Registry,
  packageId: string,
  key: string,
): Promise<AddonRunOutcome> {
  const installed = await findInstallation(ports.db, packageId);
  if (installed.generation !== registry.generation) return again(ports, soon);
  if (installed.state === 'disabled' || installed.state === 'data_kept') return again(ports, later);
  return {
    kind: 'failed',
    code: 'workflow_unknown',
    text: `The package ${packageId} has no workflow ${key} (any more).`,
  };
}

function again(ports: DeskPorts, pause: Temporal.Duration): AddonRunOutcome {
  return { kind: 'again', at: ports.clock.now().add(pause) };
}

function outcome(result: RunOutcome): AddonRunOutcome {
  const { data } = runOutcome.safeParse(result);
  return data ?? { kind: 'failed', code: 'bad_answer', text: 'The workflow did not say how it ended.' };
}

/** Leaves a handler behind that does not listen to its signal; with this its host ends. */
function cutShort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}

function runContext(run: AddonRun, signal: AbortSignal, log: RunContext['log']): RunContext {
  return {
    id: run.id,
    workflow: run.workflow,
    version: run.version,
    input: run.input,
    subject: subjectOf(run),
    trigger: run.trigger,
    attempt: run.attempt,
    signal,
    log,
  };
}

function subjectOf({ subject }: AddonRun): Subject | null {
  return subject && isAddonSubject(subject) ? subject : null;
}

function lineWriter(run: AddonRun, loaded: Parameters<typeof localizedText>[0]): RunContext['log'] {
  let lines = 0;
  return async (level, key, values) => {
    lines += 1;
    if (lines > mostLines + 1) return;
    await run.log(level, lines > mostLines ? tooManyLines : localizedText(loaded, key, values));
  };
}

const tooManyLines = {
  de: 'Weitere Zeilen wurden weggelassen.',
  en: 'Further lines were left out.',
};

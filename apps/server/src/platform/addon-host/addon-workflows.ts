import type { RunContext, RunOutcome, Subject } from '@fernwart/addon-kit';
import { z } from 'zod';
import { codeOf } from './addon-error.ts';
import type { AddonRun, AddonRunOutcome, AddonWorkflow } from './addon-host.ts';
import type { Calls } from './calls.ts';
import type { DeskPorts } from './desk-ports.ts';
import { isAddonSubject } from './offers.ts';
import { localizedText } from './package-text.ts';
import type { Registry } from './registry.ts';

/** Lines that one attempt may log; a flood is cut off and said to be. */
const mostLines = 1000;
const soon = Temporal.Duration.from({ seconds: 1 });

const runOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), result: z.unknown().optional() }),
  z.object({ kind: z.literal('failed'), code: z.string().max(100), text: z.string().max(5000) }),
  z.object({ kind: z.literal('again'), at: z.custom<Temporal.Instant>((at) => String(at).endsWith('Z')) }),
]);

/** Null: the package does not run here, or has no such workflow in this version. */
export function addonWorkflow(
  ports: DeskPorts,
  registry: Registry,
  calls: Calls,
  packageId: string,
  name: string,
  version: string,
): AddonWorkflow | null {
  const loaded = registry.find(packageId)?.loaded;
  const key = `${name}@${version}`;
  if (!loaded?.addon?.workflows || !Object.hasOwn(loaded.addon.workflows, key)) return null;
  const declared = loaded.manifest.contributions.workflows.find((workflow) => workflow.name === name);
  return {
    timeLimit: Temporal.Duration.from({ seconds: declared?.timeLimitSeconds ?? 300 }),
    async execute(run) {
      try {
        return await calls.work(packageId, async ({ addon, host, loaded: now, ending }) => {
          const handler = addon.workflows?.[key];
          if (!handler) return again(ports);
          const context = runContext(run, AbortSignal.any([run.signal, ending]), lineWriter(run, now));
          const result = await Promise.race([handler(context, host), cutShort(run.signal)]);
          return outcome(result);
        });
      } catch (error) {
        // Code that is being replaced goes on under the new version, as the same run.
        if (['draining', 'package_replaced', 'not_running', 'call_over'].includes(codeOf(error) ?? ''))
          return again(ports);
        throw error;
      }
    },
  };
}

function again(ports: DeskPorts): AddonRunOutcome {
  return { kind: 'again', at: ports.clock.now().add(soon) };
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

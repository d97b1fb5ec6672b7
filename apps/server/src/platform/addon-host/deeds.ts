import type { Outcome, Subject } from '@fernwart/addon-kit';
import type { Language } from '@fernwart/contract';
import type { Actor } from '../http/actor.ts';
import { Problem } from '../http/problem.ts';
import { assertReach } from './access.ts';
import { formOf, outcomeOf } from './answers.ts';
import { addonProblem, type Calls, type Inside } from './calls.ts';
import type { DeskPorts } from './desk-ports.ts';
import { linkTargetOf } from './hrefs.ts';
import { isOffered } from './offers.ts';
import { viewerContext } from './viewer.ts';

export interface Reader {
  readonly actor: Actor;
  readonly language: Language;
}

/** What people do through an add-on: press its buttons and send its forms. */
export interface Deeds {
  invoke(
    packageId: string,
    actionId: string,
    subject: Subject,
    input: Record<string, unknown>,
    by: Reader,
  ): Promise<Outcome>;
  form(packageId: string, actionId: string, subject: Subject, by: Reader): Promise<ReturnType<typeof formOf>>;
  submit(
    packageId: string,
    formId: string,
    subject: Subject,
    values: Record<string, unknown>,
    by: Reader,
  ): Promise<Outcome>;
}

export function createDeeds(ports: DeskPorts, calls: Calls): Deeds {
  async function act<T>(
    packageId: string,
    what: string,
    subject: Subject,
    { actor }: Reader,
    work: (inside: Inside) => Promise<T>,
  ): Promise<T> {
    try {
      await assertReach(ports, packageId, actor, subject, 'deed');
      return await calls.act(packageId, work);
    } catch (error) {
      const problem = addonProblem(error);
      if (problem.code === 'not_allowed') await recordRefusal(ports, packageId, what, subject, actor);
      throw problem;
    }
  }
  const targetOf = ({ loaded }: Inside) =>
    linkTargetOf((url) => ports.http.linkTarget(url, loaded.manifest.hosts));

  /** The declared action's handler, offered to this person now. */
  async function offeredAction(inside: Inside, actionId: string, subject: Subject, by: Reader) {
    const declared = inside.loaded.manifest.contributions.actions.find(
      (action) => action.id === actionId && action.subject === subject.type,
    );
    const handler = declared && inside.addon.actions?.[actionId];
    if (!handler) throw new Problem('not_found');
    const context = viewerContext(inside.loaded, by.actor, by.language, subject);
    if (!(await isOffered(handler, context, inside.host))) throw notOffered();
    return { handler, context };
  }

  return {
    invoke: (packageId, actionId, subject, input, by) =>
      act(packageId, `action ${actionId}`, subject, by, async (inside) => {
        const { handler, context } = await offeredAction(inside, actionId, subject, by);
        if (!handler.invoke) throw new Problem('not_found');
        return outcomeOf(await handler.invoke({ ...context, input }, inside.host), targetOf(inside));
      }),
    form: (packageId, actionId, subject, by) =>
      act(packageId, `action ${actionId}`, subject, by, async (inside) => {
        const { handler, context } = await offeredAction(inside, actionId, subject, by);
        if (!handler.form) throw new Problem('not_found');
        return formOf(await handler.form(context, inside.host));
      }),
    submit: (packageId, formId, subject, values, by) =>
      act(packageId, `form ${formId}`, subject, by, async (inside) => {
        const forms = inside.addon.forms ?? {};
        const handler = Object.hasOwn(forms, formId) ? forms[formId] : undefined;
        if (!handler) throw new Problem('not_found');
        // A form that an action opens is for those to whom the action is offered.
        const opener = inside.loaded.manifest.contributions.actions.some((action) => action.id === formId);
        if (opener) await offeredAction(inside, formId, subject, by);
        const context = { ...viewerContext(inside.loaded, by.actor, by.language, subject), input: {} };
        return outcomeOf(await handler.submit(context, values, inside.host), targetOf(inside));
      }),
  };
}

function notOffered(): Problem {
  return new Problem('not_allowed', {
    detail: {
      de: 'Diese Aktion wird Ihnen hier zurzeit nicht angeboten.',
      en: 'This action is not offered to you here at the moment.',
    },
  });
}

async function recordRefusal(
  ports: DeskPorts,
  packageId: string,
  what: string,
  subject: Subject,
  actor: Actor,
): Promise<void> {
  await ports.audit.record(ports.db, {
    actor: actor.name,
    actorId: actor.id,
    action: 'addon.refused',
    outcome: 'refused',
    subject: `${subject.type}:${subject.id}`,
    details: { package: packageId, what },
  });
}

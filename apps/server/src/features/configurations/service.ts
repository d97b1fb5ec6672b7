import type { Language } from '@fernwart/addon-kit';
import { Secret } from '@fernwart/addon-kit';
import type { Configuration } from '@fernwart/contract';
import type { DeclaredConfigurationType } from '../../platform/addon-host/configuration-hooks.ts';
import { packageText } from '../../platform/addon-host/package-text.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/http/actor.ts';
import { Problem } from '../../platform/http/problem.ts';
import { checkValues, type SortedValues } from './check-values.ts';
import type { Configurations, ConfigurationsDeps } from './configurations.ts';
import { presentSummary, presentType } from './present.ts';
import { secretPurpose, snapshotOf } from './snapshots.ts';
import * as store from './store.ts';

export function createConfigurations(deps: ConfigurationsDeps): Configurations {
  const { db, clock, newId, sealer, live, audit, addonHost } = deps;
  const hooks = addonHost.configurations;

  function declaredType(packageId: string, type: string): DeclaredConfigurationType | undefined {
    return hooks.types().find((each) => each.packageId === packageId && each.type === type);
  }
  function textOf(packageId: string, language: Language, key: string): string {
    const loaded = addonHost.packages.find((each) => each.id === packageId);
    return loaded ? packageText(loaded, language, key) : key;
  }
  async function present(row: store.ConfigurationRow): Promise<Configuration> {
    return {
      ...presentSummary(row),
      values: row.values,
      storedSecrets: Object.keys(row.secrets),
      version: row.version,
      createdAt: row.created_at.toString(),
      suggestions: await hooks.suggestions(row.package_id, row.type, row.id),
      choices: await hooks.choices(row.package_id, row.type, row.id),
    };
  }
  async function find(id: string): Promise<store.ConfigurationRow> {
    const row = await store.findConfiguration(db, id);
    if (!row) throw new Problem('not_found');
    return row;
  }

  /** The fields first, then the add-on: it judges values that have the declared shape, secrets as "stored or not". */
  async function judge(
    declared: DeclaredConfigurationType,
    row: store.ConfigurationRow,
    given: Record<string, unknown>,
    actor: Actor,
  ): Promise<SortedValues> {
    const before = { open: row.values, storedSecrets: new Set(Object.keys(row.secrets)) };
    const sorted = checkValues(declared.fields, given, before, actor.language);
    refuse(sorted.errors);
    const whole = { ...sorted.open, ...sorted.secrets };
    refuse(await hooks.validate(row.package_id, row.type, row.id, whole, actor, actor.language));
    return sorted;
  }

  function sealInto(row: store.ConfigurationRow, secrets: SortedValues['secrets']): Record<string, string> {
    const sealed = { ...row.secrets };
    for (const [field, value] of Object.entries(secrets)) {
      if (value === null) delete sealed[field];
      else sealed[field] = sealer.seal(new Secret(value), secretPurpose(row.id, field));
    }
    return sealed;
  }

  async function tell(
    tx: Tx,
    row: store.ConfigurationRow,
    action: string,
    actor: Actor,
    details: Record<string, unknown>,
  ) {
    await audit.record(tx, {
      actor: actor.name,
      actorId: actor.id,
      action,
      outcome: 'done',
      subject: `configuration:${row.id}`,
      details: { name: row.name, ...details },
    });
    await live.touch(tx, `configuration:${row.id}`);
    await live.touch(tx, 'configurations');
  }

  return {
    types: (language) =>
      hooks
        .types()
        .map((declared) =>
          presentType(declared, language, (key) => textOf(declared.packageId, language, key)),
        ),
    list: async () => (await store.listConfigurations(db)).map(presentSummary),
    get: async (id) => present(await find(id)),

    async create(body, actor) {
      const declared = declaredType(body.package, body.type);
      if (!declared) throw new Problem('not_found');
      const now = clock.now();
      const empty: store.ConfigurationRow = {
        id: newId(),
        package_id: body.package,
        type: body.type,
        name: body.name,
        is_default: false,
        values: {},
        secrets: {},
        created_at: now,
        updated_at: now,
        version: 1,
      };
      const sorted = await judge(declared, empty, body.values, actor);
      const row = { ...empty, values: sorted.open, secrets: sealInto(empty, sorted.secrets) };
      await db.transaction(async (tx) => {
        const others = await store.lockType(tx, row.package_id, row.type);
        const isDefault = body.isDefault === true || others.length === 0;
        if (isDefault) await store.clearDefault(tx, row.package_id, row.type);
        if (!(await store.insertConfiguration(tx, { ...row, is_default: isDefault })))
          throw nameTaken(row.name);
        await tell(tx, row, 'configuration.create', actor, { fields: Object.keys(body.values) });
      });
      await hooks.stored(row.package_id, row.type, row.id);
      return present(await find(row.id));
    },

    async update(id, change, actor) {
      const before = await find(id);
      if (before.version !== change.version) throw new Problem('stale_version');
      const declared = declaredType(before.package_id, before.type);
      if (!declared) throw new Problem('not_found');
      const sorted = await judge(declared, before, change.values ?? {}, actor);
      if (change.isDefault === false && before.is_default) throw defaultStays();
      await db.transaction(async (tx) => {
        await store.lockType(tx, before.package_id, before.type);
        const current = await store.lockConfiguration(tx, id);
        if (!current) throw new Problem('not_found');
        if (current.version !== change.version) throw new Problem('stale_version');
        const after: store.ConfigurationRow = {
          ...current,
          name: change.name ?? current.name,
          is_default: change.isDefault ?? current.is_default,
          values: sorted.open,
          secrets: sealInto(current, sorted.secrets),
          updated_at: clock.now(),
        };
        if (await store.nameIsTaken(tx, after)) throw nameTaken(after.name);
        if (after.is_default && !current.is_default)
          await store.clearDefault(tx, after.package_id, after.type);
        await store.updateConfiguration(tx, after);
        await tell(tx, after, 'configuration.update', actor, changedFields(current, after, sorted.secrets));
      });
      await hooks.stored(before.package_id, before.type, id);
      return present(await find(id));
    },

    async delete(id, actor) {
      const row = await find(id);
      const refusal = await hooks.beforeDelete(
        row.package_id,
        snapshotOf(row, sealer),
        actor,
        actor.language,
      );
      if (refusal !== null) throw new Problem('wrong_state', { detail: { de: refusal, en: refusal } });
      await db.transaction(async (tx) => {
        const others = await store.lockType(tx, row.package_id, row.type);
        await store.deleteConfiguration(tx, id);
        const next = others.find((each) => each.id !== id);
        if (row.is_default && next) await store.markDefault(tx, next.id);
        await tell(tx, row, 'configuration.delete', actor, {});
      });
    },

    async offers(id, actor) {
      const row = await find(id);
      const subject = { type: 'configuration', id } as const;
      const [offered, dependents] = await Promise.all([
        addonHost.offers(subject, actor, actor.language),
        hooks.dependents(row.package_id, row.type, id, actor, actor.language),
      ]);
      return { ...offered, dependents };
    },

    forget: (tx, packageId) => store.deleteConfigurationsOf(tx, packageId),
  };
}

function refuse(errors: Readonly<Record<string, string>>): void {
  const list = Object.entries(errors).map(([name, message]) => ({ path: `values.${name}`, message }));
  if (list.length > 0) throw new Problem('invalid_input', { errors: list });
}

function nameTaken(name: string): Problem {
  return new Problem('already_exists', {
    detail: {
      de: `Eine Konfiguration mit dem Namen „${name}“ gibt es schon.`,
      en: `A configuration named “${name}” exists already.`,
    },
  });
}

function defaultStays(): Problem {
  return new Problem('wrong_state', {
    detail: {
      de: 'Eine Konfiguration bleibt immer die Standardkonfiguration. Machen Sie stattdessen eine andere dazu.',
      en: 'One configuration is always the default. Make another one the default instead.',
    },
  });
}

/** For the audit: open values before and after, secrets by name only. */
function changedFields(
  before: store.ConfigurationRow,
  after: store.ConfigurationRow,
  secrets: SortedValues['secrets'],
) {
  const names = [...new Set([...Object.keys(before.values), ...Object.keys(after.values)])];
  const changed = names.filter(
    (name) => JSON.stringify(before.values[name]) !== JSON.stringify(after.values[name]),
  );
  return {
    before: Object.fromEntries(changed.map((name) => [name, before.values[name] ?? null])),
    after: Object.fromEntries(changed.map((name) => [name, after.values[name] ?? null])),
    secrets: Object.keys(secrets),
  };
}

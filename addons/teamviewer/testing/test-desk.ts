import { readFileSync } from 'node:fs';
import type { Language, PersonSnapshot } from '@fernwart/addon-kit';
import { createHarness, type Harness, type HarnessDesk } from '@fernwart/addon-kit/harness';
import addon from '../src/server.ts';
import type { PackageDatabase } from './package-database.ts';

/** The kit's harness around this add-on, with what its tests need besides: time that passes through all due work. */
export interface TestDesk extends Harness, HarnessDesk {
  /**
   * Asked with the statements of each transaction before it becomes durable; true loses it, which is what a crash
   * leaves behind.
   */
  failCommit: ((statements: readonly string[]) => boolean) | null;
  /** Moves the clock step by step through all due work. */
  pass(duration: Temporal.DurationLike): Promise<void>;
  person(id: string, change?: Partial<PersonSnapshot>): PersonSnapshot;
}

const folder = new URL('../', import.meta.url);
const read = (path: string) => JSON.parse(readFileSync(new URL(path, folder), 'utf8')) as unknown;
const strings = {
  de: read('strings/de.json') as Record<string, string>,
  en: read('strings/en.json') as Record<string, string>,
};

export function textOf(
  language: Language,
  key: string,
  values: Record<string, string | number> = {},
): string {
  const text = strings[language][key];
  if (text === undefined) throw new Error(`There is no text ${key} in ${language}.`);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

export function createTestDesk(database: PackageDatabase): TestDesk {
  const harness = createHarness({
    addon,
    manifest: read('manifest.json'),
    strings,
    database: {
      query: (text, values) => database.query(text, values),
      transaction: (work) =>
        database.transaction(async (on) => {
          const statements: string[] = [];
          const result = await work({
            query(text, values) {
              statements.push(text);
              return on.query(text, values);
            },
          });
          if (desk.failCommit?.(statements)) throw new Error('The server was killed before the commit.');
          return result;
        }),
    },
    start: '2026-11-02T08:00:00Z',
  });
  const { work: workHarness } = harness;
  sleepThroughShortPauses(harness);

  async function pass(duration: Temporal.DurationLike): Promise<void> {
    const end = desk.clock.now().add(duration);
    for (;;) {
      await work();
      const next = desk.runs
        .filter((run) => run.state === 'waiting' && Temporal.Instant.compare(run.dueAt, end) <= 0)
        .toSorted((a, b) => Temporal.Instant.compare(a.dueAt, b.dueAt))[0];
      if (next === undefined) break;
      desk.clock.advance(desk.clock.now().until(next.dueAt));
    }
    desk.clock.advance(desk.clock.now().until(end));
    await work();
  }

  async function work(): Promise<void> {
    await workHarness();
    takeOverAttributes(desk);
  }

  function person(id: string, change: Partial<PersonSnapshot> = {}): PersonSnapshot {
    const made: PersonSnapshot = {
      id,
      name: id,
      email: `${id}@example.org`,
      language: 'en',
      timeZone: 'Europe/Berlin',
      active: true,
      roles: ['agent'],
      ...change,
    };
    desk.people.set(id, made);
    return made;
  }

  const desk: TestDesk = Object.assign(harness, harness.desk, { failCommit: null, pass, person, work });
  return desk;
}

/** The client's pauses between attempts move the clock themselves; its deadlines do not. */
function sleepThroughShortPauses({ clock }: Harness): void {
  const sleep = clock.sleep.bind(clock);
  clock.sleep = (duration, signal) => {
    const until = clock.now().add(duration);
    const slept = sleep(duration, signal);
    if (duration.total('seconds') < 6)
      setImmediate(() => {
        const left = clock.now().until(until);
        clock.advance(left.sign > 0 ? left : { seconds: 0 });
      });
    return slept;
  };
}

/** What the add-on has written onto assets is there when it looks again. */
function takeOverAttributes({ assets, attributes, clock }: TestDesk): void {
  for (const { assetId, attribute, value, origin } of attributes.splice(0)) {
    const asset = assets.get(assetId);
    if (asset === undefined || (asset.attributes[attribute]?.origin === 'by_hand' && origin !== 'by_hand'))
      continue;
    const { [attribute]: _before, ...others } = asset.attributes;
    const written = value === null ? {} : { [attribute]: { value, origin, updatedAt: clock.now() } };
    assets.set(assetId, { ...asset, attributes: { ...others, ...written } });
  }
}

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createReportStore, type SavedReports } from './report-store.ts';
import { createWorld, type World } from './world.ts';

const version = 1;

type SavedWorld = { version: number; reports: SavedReports } & Record<string, unknown>;

/** Writes a world to a file in one step, beside it first, then renamed over it. Returns the bytes written. */
export function writeState(path: string, world: World): number {
  const { reports, ...rest } = world;
  const plain = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [name, value instanceof Map ? [...value] : value]),
  );
  const text = JSON.stringify({ version, reports: reports.save(), ...plain });
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return text.length;
}

/** Reads what `writeState` wrote; null when there is none or it is of another version. */
export function readState(path: string): World | null {
  const saved = readSaved(path);
  if (saved?.version !== version) return null;
  const world = createWorld();
  const parts = world as unknown as Record<string, unknown>;
  for (const [name, empty] of Object.entries(world)) {
    if (!(name in saved)) continue;
    if (name === 'reports') parts[name] = createReportStore(saved.reports);
    else parts[name] = empty instanceof Map ? new Map(saved[name] as [unknown, unknown][]) : saved[name];
  }
  return world;
}

/** The file is the emulator's own, so its shape is taken as written once the version fits. */
function readSaved(path: string): SavedWorld | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as SavedWorld;
  } catch {
    return null;
  }
}

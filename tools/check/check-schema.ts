import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migratedSchema, schemaFile } from '../schema/migrated-schema.ts';

const folder = 'apps/server/migrations';

/** Complains when two migrations bear one number, or when the committed dump is not what the migrations add up to. */
export async function checkSchema(root: string): Promise<string> {
  const twins = numberTwins(readdirSync(join(root, folder)));
  if (twins.length > 0) return `  ${folder} has the numbers ${twins.join(', ')} twice`;
  const path = join(root, schemaFile);
  const committed = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  const generated = (await migratedSchema()).split('\n');
  const at = generated.findIndex((line, index) => line !== committed[index]);
  if (at < 0 && committed.length === generated.length) return '';
  const line = at < 0 ? generated.length : at;
  return `  ${schemaFile}:${line + 1} says "${committed[line] ?? ''}", the migrations say "${generated[line] ?? ''}"`;
}

function numberTwins(names: readonly string[]): string[] {
  const numbers = names.map((name) => name.slice(0, 4));
  return [...new Set(numbers.filter((number, index) => numbers.indexOf(number) !== index))];
}

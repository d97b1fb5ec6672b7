import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migratedSchema, schemaFile } from '../schema/migrated-schema.ts';

/** Complains when the committed dump is not what the migrations add up to. */
export async function checkSchema(root: string): Promise<string> {
  const path = join(root, schemaFile);
  const committed = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  const generated = (await migratedSchema()).split('\n');
  const at = generated.findIndex((line, index) => line !== committed[index]);
  if (at < 0 && committed.length === generated.length) return '';
  const line = at < 0 ? generated.length : at;
  return `  ${schemaFile}:${line + 1} says "${committed[line] ?? ''}", the migrations say "${generated[line] ?? ''}"`;
}

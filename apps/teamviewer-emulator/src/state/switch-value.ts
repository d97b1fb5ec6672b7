import { switchesSchema } from './switches.ts';

/** A position given as text, in the type its switch has: the text itself, a number, true, false or null. */
export function switchValue(name: string, text: string): unknown {
  const schemas: Record<string, { safeParse(value: unknown): { success: boolean } }> = switchesSchema.shape;
  const candidates: unknown[] = [text];
  if (text === '' || text === 'null') candidates.push(null);
  if (text === 'true' || text === 'false') candidates.push(text === 'true');
  if (text.trim() !== '' && Number.isFinite(Number(text))) candidates.push(Number(text));
  return candidates.find((value) => schemas[name]?.safeParse(value).success) ?? text;
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonStreamError, streamListItems } from './json-list-stream.ts';

const bytes = new TextEncoder();

async function* inPieces(text: string, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const whole = bytes.encode(text);
  const ends = [...new Set(cuts.map((cut) => cut % (whole.length + 1)))].sort((a, b) => a - b);
  let from = 0;
  for (const end of [...ends, whole.length]) {
    yield whole.subarray(from, end);
    from = end;
  }
}

async function itemsOf(text: string, cuts: readonly number[] = [], maxLength = 100_000): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const item of streamListItems(inPieces(text, cuts), 'devices', maxLength)) items.push(item);
  return items;
}

const record = fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 });

test('gives what JSON.parse gives, wherever the text is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { maxLength: 6 }),
      fc.dictionary(
        fc.string({ maxLength: 5 }).filter((key) => key !== '__proto__'),
        fc.jsonValue({ maxDepth: 2 }),
        { maxKeys: 3 },
      ),
      fc.array(fc.nat(2000), { maxLength: 12 }),
      fc.boolean(),
      async (devices, others, cuts, indented) => {
        const rest = Object.fromEntries(
          Object.entries(others).filter(([key]) => key.toLowerCase() !== 'devices'),
        );
        const text = JSON.stringify({ ...rest, devices }, null, indented ? 2 : undefined);
        expect(await itemsOf(text, cuts)).toEqual((JSON.parse(text) as { devices: unknown[] }).devices);
      },
    ),
    { numRuns: 500 },
  );
});

test('never takes a text cut short for a whole one', async () => {
  const text = JSON.stringify({ devices: [{ a: 1 }, { b: '}]}' }], more: { devices: [{ c: 2 }] } });
  for (let length = 0; length < text.length; length += 1) {
    await expect(itemsOf(text.slice(0, length)), `after ${length} characters`).rejects.toThrow(
      JsonStreamError,
    );
  }
  expect(await itemsOf(text)).toEqual([{ a: 1 }, { b: '}]}' }]);
});

test('reads only the list of that name at the top, in any case', async () => {
  expect(
    await itemsOf('{"x":{"devices":[{"no":1}]},"Devices":[{"yes":1}],"devices_too":[{"no":1}]}'),
  ).toEqual([{ yes: 1 }]);
});

test('says that there is no list', async () => {
  await expect(itemsOf('{"error":"devices"}')).rejects.toMatchObject({ reason: 'no_list' });
  await expect(itemsOf('[{"devices":[]}]')).rejects.toMatchObject({ reason: 'no_list' });
});

test('refuses an object that would not fit into memory', async () => {
  const text = JSON.stringify({ devices: [{ a: 'x'.repeat(500) }] });
  await expect(itemsOf(text, [100, 200, 300, 400], 250)).rejects.toMatchObject({ reason: 'too_large' });
  await expect(itemsOf(text, [], 250)).rejects.toMatchObject({ reason: 'too_large' });
});

import { expect, test } from 'vitest';
import { lengthened } from './lengthened-texts.ts';

test('a lengthened text is two fifths longer and keeps its values', () => {
  expect(lengthened('Nummer')).toBe('⟦Nûmmér Nûm⟧');
  expect(lengthened('{{done}} von {{all}} erledigt')).toContain('{{done}} vön {{all}} érlédigt');
  for (const text of ['Abbrechen', 'Wartet auf mich', '{{count}}'])
    expect(lengthened(text).length).toBeGreaterThanOrEqual(
      text.includes('{{') ? text.length : text.length * 1.4,
    );
});

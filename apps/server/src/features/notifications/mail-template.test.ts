import { languages } from '@fernwart/contract';
import { describe, expect, test } from 'vitest';
import { deskMailOccasions, deskMailTexts, type Occasion } from './desk-mail-texts.ts';
import { fillTemplate, placesOf } from './mail-template.ts';

describe('a mail filled in', () => {
  test('takes values literally: neither places nor line breaks in a subject come out of them', () => {
    const filled = fillTemplate(
      { subject: '[{number}] {activity}', text: 'Hello {name},\n\n{words}' },
      { number: 'INC1', activity: '{name}\r\nBcc: x@example.org', name: 'R', words: '{number} $& {x}' },
    );
    expect(filled).toEqual({
      subject: '[INC1] {name} Bcc: x@example.org',
      text: 'Hello R,\n\n{number} $& {x}\n',
    });
  });

  test('leaves out a paragraph whose value is missing, and keeps blank lines within values', () => {
    const template = { subject: 'x', text: 'One\n\nSolution:\n{words}\n\n{author} wrote' };
    expect(fillTemplate(template, { words: null, author: 'A' }).text).toBe('One\n\nA wrote\n');
    expect(fillTemplate(template, { words: 'a\n\nb', author: '' }).text).toBe('One\n\nSolution:\na\n\nb\n');
  });

  test('has, as it comes, only places that there are, and every one that must be', () => {
    for (const occasion of Object.keys(deskMailOccasions) as Occasion[]) {
      const { places, required } = deskMailOccasions[occasion];
      for (const language of languages) {
        const { subject, text } = deskMailTexts[occasion][language];
        expect(places).toEqual(expect.arrayContaining(placesOf(subject + text)));
        expect(placesOf(text)).toEqual(expect.arrayContaining([...required]));
      }
    }
  });
});

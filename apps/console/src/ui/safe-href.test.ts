import { describe, expect, test } from 'vitest';
import { isConsolePath, safeHref } from './safe-href.ts';

const secure = { protocol: 'https:' };
const plain = { protocol: 'http:' };

describe('links out of data', () => {
  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    '//evil.example/x',
    '/\\evil.example',
    'http://evil.example/',
    'vbscript:x',
    'evil',
    '',
  ])('%s is not opened', (href) => {
    expect(safeHref(href, plain)).toBeNull();
    expect(safeHref(href, secure)).toBeNull();
  });

  test.each(['/activities/1?x=2#y', 'https://start.teamviewer.com/123456789'])('%s is opened', (href) => {
    expect(safeHref(href, secure)).toBe(href);
  });

  test('plain http is opened on this machine only, and only by a console that came so itself', () => {
    expect(safeHref('http://127.0.0.1:4243/portal', plain)).toBe('http://127.0.0.1:4243/portal');
    expect(safeHref('http://127.0.0.1:4243/portal', secure)).toBeNull();
    expect(safeHref('http://127.0.0.1.evil.example/', plain)).toBeNull();
    expect(safeHref('http://localhost@evil.example/', plain)).toBeNull();
  });

  test('what the server answers itself is no page of the console', () => {
    expect(isConsolePath('/activities/1')).toBe(true);
    expect(isConsolePath('/open/teamviewer/join-native/activity/1')).toBe(false);
    expect(isConsolePath('/api/v1/activities')).toBe(false);
    expect(isConsolePath('https://start.teamviewer.com/1')).toBe(false);
  });
});

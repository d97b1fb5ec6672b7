import { describe, expect, test } from 'vitest';
import { contentDisposition, fileName } from './file-name.ts';

describe('the name of a file', () => {
  test.each([
    ['report.pdf', 'report.pdf'],
    ['C:\\Users\\rita\\Bericht März.pdf', 'Bericht März.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['a\r\nSet-Cookie: x=1.txt', 'aSet-Cookie: x=1.txt'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['nul\0byte.txt', 'nul\uFFFDbyte.txt'],
    ['<img src=x onerror=alert(1)>.html', '<img src=x onerror=alert(1)>.html'],
    ['👩‍👩‍👧.png', '👩‍👩‍👧.png'],
    ['..', ''],
    ['   ', ''],
    ['\u202e', ''],
  ])('%j is kept as %j', (given, kept) => {
    expect(fileName(given)).toBe(kept);
  });

  test('of 10,000 letters is cut off before its ending', () => {
    const name = fileName(`${'x'.repeat(10_000)}.pdf`);
    expect(Array.from(name)).toHaveLength(200);
    expect(name.endsWith('x.pdf')).toBe(true);
  });

  test('leaves in a header that holds one line of plain letters', () => {
    const header = contentDisposition(`Bericht "März" 100% '(1)'.pdf`);
    expect(header).toBe(
      `attachment; filename="Bericht _M_rz_ 100_ '(1)'.pdf"; filename*=UTF-8''Bericht%20%22M%C3%A4rz%22%20100%25%20%27%281%29%27.pdf`,
    );
    expect(contentDisposition('👩‍👩‍👧 עברית.png')).toMatch(/^[\x20-\x7e]+$/);
  });
});

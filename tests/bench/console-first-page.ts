import { launchBrowser, newVisitor } from '../support/browser.ts';
import type { BenchResult } from './bench-result.ts';
import { cookieOf } from './cookie-of.ts';
import { startDeskProcess } from './desk-process.ts';
import { round } from './measure.ts';

const rounds = 7;

/**
 * The list of activities in Chromium with an empty cache: bytes over the wire and the time to its first row, against the
 * floor of the same browser showing the same server's plain page of the API.
 */
export async function consoleFirstPageBench(): Promise<BenchResult> {
  await using desk = await startDeskProcess();
  const browser = await launchBrowser();
  const rows: number[] = [];
  const floors: number[] = [];
  let bytes = 0;
  try {
    const [name = '', value = ''] = (await cookieOf(desk.node.origin, 'anna')).split('=', 2);
    const cookies = [{ name, value, url: desk.node.origin }];
    for (let round = 0; round < rounds; round += 1) {
      const fresh = await newVisitor(browser, 'de-DE');
      await fresh.context.addCookies(cookies);
      const session = await fresh.context.newCDPSession(fresh.page);
      await session.send('Network.enable');
      let received = 0;
      session.on('Network.loadingFinished', ({ encodedDataLength }) => (received += encodedDataLength));
      const began = performance.now();
      await fresh.page.goto(`${desk.node.origin}/activities`, { waitUntil: 'commit' });
      await fresh.page.locator('a[href*="/activities/"]').first().waitFor();
      rows.push(performance.now() - began);
      bytes = received;
      await fresh.context.close();

      const plain = await newVisitor(browser, 'de-DE');
      const started = performance.now();
      await plain.page.goto(`${desk.node.origin}/api/reference`, { waitUntil: 'load' });
      floors.push(performance.now() - started);
      await plain.context.close();
    }
  } finally {
    await browser.close();
  }
  const median = (values: number[]) =>
    values.toSorted((one, other) => one - other)[rounds >> 1] ?? Number.NaN;
  const kilobytes = round(bytes / 1000);
  return {
    name: "the console's first page: bytes and milliseconds to the first row, empty cache",
    figures: { kilobytes, firstRow: round(median(rows)), plainPageFloor: round(median(floors)) },
    goals: [{ figure: 'firstRow', atMost: 2000, met: median(rows) <= 2000 }],
  };
}

import { ok, type SignedOperation } from './operation.ts';

const shape = {
  method: 'GET',
  fact: 'TV-10.5',
  needs: ['WebMonitoring.GetData'],
  gone: (switches: { webMonitoring: string }) => switches.webMonitoring === 'withdrawn',
} as const;

/** GET /webMonitoring/browsers (TV-10.5). */
export const webMonitoringBrowsers: SignedOperation = {
  ...shape,
  path: '/webMonitoring/browsers',
  handle: () =>
    ok([
      { browserId: 1, type: 'GoogleChrome', version: null },
      { browserId: 2, type: 'MozillaFirefox', version: null },
    ]),
};

/** GET /webMonitoring/locations (TV-10.5). */
export const webMonitoringLocations: SignedOperation = {
  ...shape,
  path: '/webMonitoring/locations',
  handle: () =>
    ok([
      { locationId: 1, continent: 'Europe', countryCode: 'DE', city: 'Frankfurt' },
      { locationId: 2, continent: 'North America', countryCode: 'US', city: 'Ashburn' },
    ]),
};

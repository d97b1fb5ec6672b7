import { expect, test } from 'vitest';
import { portalAddress } from './portal-address.ts';

test('addresses of the desk lead requesters to the portal, and nobody else', () => {
  expect(portalAddress(['requester'], '/')).toBe('/portal');
  expect(portalAddress(['requester'], '/activities')).toBe('/portal');
  expect(portalAddress(['requester'], '/activities/0193-a')).toBe('/portal/activities/0193-a');
  expect(portalAddress(['requester'], '/assets/0193-a')).toBe('/portal/assets');
  expect(portalAddress(['requester'], '/profile')).toBeUndefined();
  expect(portalAddress(['requester'], '/portal/report')).toBeUndefined();
  expect(portalAddress(['requester', 'agent'], '/activities')).toBeUndefined();
});

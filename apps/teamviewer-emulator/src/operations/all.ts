import { accountGet, accountPut, ping } from './account.ts';
import { companyGet, companyLicence, companyPut } from './company.ts';
import { reportDelete, reportGet, reportList, reportPut } from './connection-reports.ts';
import { contactCreate, contactDelete, contactList } from './contacts.ts';
import { deviceReportList } from './device-reports.ts';
import { deviceCreate, deviceDelete, deviceGet, deviceList, devicePut } from './devices.ts';
import { eventLog } from './event-log.ts';
import * as groups from './groups.ts';
import * as managedDevices from './managed-devices.ts';
import * as managedGroups from './managed-groups.ts';
import { managers } from './managers.ts';
import * as monitoring from './monitoring.ts';
import { oauthRevoke, oauthToken, scriptTokenCreate, scriptTokenDelete } from './oauth-token.ts';
import type { Operation } from './operation.ts';
import { sessionCreate, sessionDelete, sessionGet, sessionList, sessionPut } from './sessions.ts';
import * as users from './users.ts';
import { webMonitoringBrowsers, webMonitoringLocations } from './web-monitoring.ts';

/** Every operation of the Web API that is emulated. */
export const operations: readonly Operation[] = [
  oauthToken,
  oauthRevoke,
  scriptTokenCreate,
  scriptTokenDelete,
  ping,
  accountGet,
  accountPut,
  companyGet,
  companyPut,
  companyLicence,
  users.userList,
  users.userGet,
  users.userCreate,
  users.userPut,
  users.userDelete,
  users.userTwoFactorDelete,
  sessionCreate,
  sessionList,
  sessionGet,
  sessionPut,
  sessionDelete,
  groups.groupList,
  groups.groupCreate,
  groups.groupGet,
  groups.groupPut,
  groups.groupDelete,
  groups.groupShare,
  groups.groupUnshare,
  groups.userGroupList,
  groups.userGroupCreate,
  deviceList,
  deviceGet,
  deviceCreate,
  devicePut,
  deviceDelete,
  contactList,
  contactCreate,
  contactDelete,
  managedGroups.managedGroupList,
  managedGroups.managedGroupCreate,
  managedGroups.managedGroupGet,
  managedGroups.managedGroupPut,
  managedGroups.managedGroupDelete,
  managedGroups.managedGroupPolicyRemove,
  managedGroups.managedGroupDevices,
  managedGroups.managedGroupDeviceAdd,
  managedGroups.managedGroupDeviceRemove,
  managedGroups.managedGroupPending,
  managedDevices.managedDeviceList,
  managedDevices.managedDeviceCompanyList,
  managedDevices.managedDeviceGet,
  managedDevices.managedDevicePut,
  managedDevices.managedDeviceDelete,
  managedDevices.managedDeviceDescription,
  managedDevices.managedDeviceGroups,
  managedDevices.managedDeviceGroupsPut,
  managedDevices.managedDevicePolicyRemove,
  ...managers,
  reportList,
  reportGet,
  reportPut,
  reportDelete,
  deviceReportList,
  eventLog,
  monitoring.monitoringDevices,
  monitoring.monitoringInformation,
  monitoring.monitoringHardware,
  monitoring.monitoringSoftware,
  monitoring.alarmsGet,
  monitoring.alarmsPost,
  webMonitoringBrowsers,
  webMonitoringLocations,
];

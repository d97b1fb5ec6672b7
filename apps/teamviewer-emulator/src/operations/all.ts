import { accountGet, accountPut, ping } from './account.ts';
import { reportDelete, reportGet, reportList, reportPut } from './connection-reports.ts';
import { groupCreate, groupGet, groupList } from './groups.ts';
import { oauthRevoke, oauthToken, scriptTokenCreate, scriptTokenDelete } from './oauth-token.ts';
import type { Operation } from './operation.ts';
import { sessionCreate, sessionDelete, sessionGet, sessionList, sessionPut } from './sessions.ts';

/** Every operation of the Web API that is emulated. */
export const operations: readonly Operation[] = [
  oauthToken,
  oauthRevoke,
  scriptTokenCreate,
  scriptTokenDelete,
  ping,
  accountGet,
  accountPut,
  sessionCreate,
  sessionList,
  sessionGet,
  sessionPut,
  sessionDelete,
  groupList,
  groupCreate,
  groupGet,
  reportList,
  reportGet,
  reportPut,
  reportDelete,
];

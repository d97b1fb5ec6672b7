import { staticLogMessage } from './static-log-message.ts';
import { testRule } from './test-rule.ts';

testRule('static-log-message', staticLogMessage, {
  passes: [
    "log.info('session created', { sessionId })",
    'log.warn(`lost the connection`)',
    'notices.error(`no ${thing}`)',
  ],
  fires: [
    'log.info(`created ${sessionId}`)',
    "host.log.error('failed: ' + reason)",
    'this.log.warn(`for ${who}`, {})',
  ],
});

import { codesAcrossBorder } from './codes-across-border.ts';
import { envInConfig } from './env-in-config.ts';
import { fetchInNet } from './fetch-in-net.ts';
import { noModuleState } from './no-module-state.ts';
import { sqlInStore } from './sql-in-store.ts';
import { staticLogMessage } from './static-log-message.ts';
import { timeThroughClock } from './time-through-clock.ts';

// Our own lint rules; .oxlintrc.json says where each applies. oxlint asks for a default export.
export default {
  meta: { name: 'fernwart' },
  rules: {
    'codes-across-border': codesAcrossBorder,
    'env-in-config': envInConfig,
    'fetch-in-net': fetchInNet,
    'no-module-state': noModuleState,
    'sql-in-store': sqlInStore,
    'static-log-message': staticLogMessage,
    'time-through-clock': timeThroughClock,
  },
};

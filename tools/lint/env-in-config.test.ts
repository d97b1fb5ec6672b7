import { envInConfig } from './env-in-config.ts';
import { testRule } from './test-rule.ts';

testRule('env-in-config', envInConfig, {
  passes: ['process.exitCode = 1', 'const { env } = configuration; env.PORT', 'row.process.environment'],
  fires: [
    'const port = process.env.PORT',
    'const { PORT } = process.env',
    "process.env['NODE_ENV'] === 'test'",
  ],
});

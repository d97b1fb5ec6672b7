export { type BrowserSession, browserSession } from './browser-session.ts';
export { demoConfig } from './demo-config.ts';
export { demoApp, demoSeed, demoServiceAccount } from './demo-seed.ts';
export { type DevEnv, startDevEnv } from './dev-env.ts';
export type { DevEnvOptions } from './dev-env-options.ts';
export type { CaughtMail } from './mail-catcher/caught-mail.ts';
export { type MailCatcher, startMailCatcher } from './mail-catcher/mail-catcher.ts';

export { type BrowserSession, browserSession } from './browser-session.ts';
export { demoApp, demoServiceAccount } from './demo-seed.ts';
export { type DevEnv, type DevEnvOptions, startDevEnv } from './dev-env.ts';
export type { CaughtMail, MailCatcher } from './mail-catcher/mail-catcher.ts';

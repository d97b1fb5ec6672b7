export { type BrowserSession, browserSession } from './browser-session.ts';
export { demoConfig } from './demo-config.ts';
export { demoApp, demoSeed, demoServiceAccount } from './demo-seed.ts';
export { type DevEnv, type DevEnvOptions, startDevEnv } from './dev-env.ts';
export { type CaughtMail, type MailCatcher, startMailCatcher } from './mail-catcher/mail-catcher.ts';

import type { CaughtMail } from '../../packages/dev-env/src/mail-catcher/caught-mail.ts';
import type { Stage } from '../crash/stage.ts';

/** A step at which the server dies: what has just happened is known to the other side, and not yet written down by us. */
export interface MarkedStep {
  readonly name: string;
  /** Calls `strike` once, the next time the step is reached; answers how to disarm it. */
  arm(stage: Stage, strike: () => void): () => void;
}

/** In the order in which a session meets them, so that each can strike in one day. */
export const markedSteps: readonly MarkedStep[] = [
  answered('the group was found', 'GET', /\/groups$/i),
  answered('the session was created', 'POST', /\/sessions$/i),
  mailTaken('the invitation was taken by the mail server'),
  answered('sessions were listed', 'GET', /\/sessions$/i),
  answered('the session was looked at for the last time', 'GET', /\/sessions\/[^/]+$/i),
  answered('the session was closed', 'PUT', /\/sessions\/[^/]+$/i),
  answered('reports were read', 'GET', /\/reports\/connections$/i),
];

/** The answer has left TeamViewer. */
function answered(name: string, method: string, path: RegExp): MarkedStep {
  return {
    name,
    arm(stage, strike) {
      stage.answers.afterAnswer = (call) => {
        if (call.method !== method || !path.test(call.path)) return;
        stage.answers.afterAnswer = null;
        strike();
      };
      return () => {
        stage.answers.afterAnswer = null;
      };
    },
  };
}

/** The mail server has the mail and is about to say so. */
function mailTaken(name: string): MarkedStep {
  return {
    name,
    arm(stage, strike) {
      const mails = stage.catcher.mails as CaughtMail[];
      const plain = () => Reflect.deleteProperty(mails, 'push');
      mails.push = (...taken) => {
        plain();
        strike();
        return mails.push(...taken);
      };
      return plain;
    },
  };
}

export interface Question {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  readonly danger?: boolean;
}
export interface AskedQuestion extends Question {
  answer(confirmed: boolean): void;
}

type Host = (question: AskedQuestion) => void;

/** Where questions are shown: the frame offers itself while it stands. */
export const confirmation: { host: Host | null } = { host: null };

/** Asks before something is done; resolves with whether it was confirmed. */
export function askToConfirm(question: Question): Promise<boolean> {
  return new Promise((resolve) => {
    if (!confirmation.host) return resolve(false);
    confirmation.host({ ...question, answer: resolve });
  });
}

import type { Emulation } from '../state/emulation.ts';
import type { AccessToken, Company, User } from '../state/model.ts';
import type { Switches } from '../state/switches.ts';

/** Whose token a call carries. */
export interface Caller {
  token: AccessToken;
  user: User;
  company: Company;
}

export interface Call {
  readonly emulation: Emulation;
  /** The emulator's time, read once per call. */
  readonly now: number;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The parsed body; an empty one is `undefined`. Nothing about its shape has been checked. */
  readonly body: unknown;
  readonly authorization: string | undefined;
  /** Whether the call came to the US region's host. */
  readonly us: boolean;
  /** Written to the call log to tell calls of one endpoint apart. */
  note(detail: string): void;
}

export interface SignedCall extends Call {
  readonly caller: Caller;
}

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

interface OperationShape {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Route template below `/api/v1`, as the fact sheet writes it. */
  path: string;
  /** Entry of docs/facts/teamviewer.md that describes it. */
  fact: string;
  /** Query parameters that are documented; strict mode refuses others. Left out: no check. */
  parameters?: readonly string[];
  /** Body members that are documented; strict mode refuses others. */
  members?: readonly string[];
  /** Whether a switch has taken this operation away. */
  gone?: (switches: Switches) => boolean;
}

/** An operation that judges the credentials itself, such as the token endpoint. */
export interface OpenOperation extends OperationShape {
  open: true;
  handle(call: Call): Answer;
}

export interface SignedOperation extends OperationShape {
  open?: false;
  /** Any one of these permissions is enough; an empty list asks for a valid token only. */
  needs: readonly string[];
  handle(call: SignedCall): Answer;
}

export type Operation = OpenOperation | SignedOperation;

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function created(body: unknown): Answer {
  return { status: 201, body };
}

export const noContent: Answer = { status: 204 };

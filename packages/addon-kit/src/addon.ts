import type { Block, FormField, Language, Outcome, TableRow } from '@fernwart/contract';
import type { ConfigurationSnapshot, Host, PersonSnapshot } from './host.ts';

type Awaitable<T> = T | Promise<T>;

/** What is looked at or acted on. On a package's own pages it is the package itself. */
export interface Subject {
  readonly type: 'activity' | 'asset' | 'configuration' | 'package';
  readonly id: string;
}

/** Who looks or presses, and in which language the answer is read. */
export interface ViewerContext {
  readonly viewer: PersonSnapshot;
  readonly language: Language;
  readonly subject: Subject;
  /** Identifies the browser session without being its secret, for binding what comes back later (`callback`). */
  readonly browserSession?: string;
  /** The viewer's string of a key. */
  t(key: string, values?: Record<string, string | number>): string;
}

export interface ActionContext extends ViewerContext {
  readonly input: Record<string, unknown>;
}

export interface Action {
  /** Whether the button is offered now; the server asks again before `invoke`. Must answer within two seconds. */
  offered(context: ViewerContext, host: Host): Awaitable<boolean>;
  /** For `does: invoke`, `hidden`: runs after `offered` said yes. Work that takes longer than a moment belongs in a run. */
  invoke?(context: ActionContext, host: Host): Promise<Outcome>;
  /** For `does: form`. */
  form?(
    context: ViewerContext,
    host: Host,
  ): Promise<{ fields: FormField[]; values: Record<string, unknown>; submitLabel: string }>;
}

export interface RunContext {
  readonly id: string;
  readonly workflow: string;
  readonly version: string;
  readonly input: Record<string, unknown>;
  readonly subject: Subject | null;
  readonly trigger: { readonly kind: string; readonly name: string; readonly personId: string | null };
  /** 1 for the first attempt; more when the run goes on after a crash or waited. */
  readonly attempt: number;
  readonly signal: AbortSignal;
  /** A line that the console shows live, in every language. */
  log(
    level: 'info' | 'warning' | 'error',
    key: string,
    values?: Record<string, string | number>,
  ): Promise<void>;
}

/** How a run ends: with a result, or it goes on later as the same run. */
export type RunOutcome =
  | { readonly kind: 'done'; readonly result?: unknown }
  | { readonly kind: 'failed'; readonly code: string; readonly text: string }
  | { readonly kind: 'again'; readonly at: Temporal.Instant };

/** At least once: a handler is idempotent and finds out what an earlier attempt did. */
export type Workflow = (run: RunContext, host: Host) => Promise<RunOutcome>;

export interface Panel {
  offered(context: ViewerContext, host: Host): Awaitable<boolean>;
  render(context: ViewerContext, host: Host): Promise<{ blocks: Block[]; topics?: string[] }>;
}

export interface PageContext {
  readonly viewer: PersonSnapshot;
  readonly language: Language;
  t(key: string, values?: Record<string, string | number>): string;
}

export interface Source {
  rows(
    context: PageContext,
    query: {
      cursor: string | null;
      limit: number;
      search: string | null;
      sort: string | null;
      filters: Record<string, string>;
    },
    host: Host,
  ): Promise<{ rows: TableRow[]; nextCursor?: string; total?: number }>;
}

export interface Form {
  submit(context: ActionContext, values: Record<string, unknown>, host: Host): Promise<Outcome>;
}

/** Where a same-origin `/open/…` address leads: to a declared host, after the policy said yes. */
export interface Link {
  open(
    context: ViewerContext,
    host: Host,
  ): Promise<{ kind: 'redirect'; url: string } | { kind: 'refused'; text: string }>;
}

export interface CallbackContext {
  readonly viewer: PersonSnapshot | null;
  readonly language: Language;
  readonly configuration: ConfigurationSnapshot;
  readonly query: Record<string, string>;
  /** Identifies the browser session, for binding `state`; null when nobody is signed in. */
  readonly browserSession: string | null;
  t(key: string, values?: Record<string, string | number>): string;
}

export interface ConfigurationType {
  /** Problems per field, in the viewer's language; an empty object stores the values. */
  validate(
    values: Record<string, unknown>,
    context: { configurationId: string; t: ViewerContext['t']; viewer: PersonSnapshot },
    host: Host,
  ): Awaitable<Record<string, string>>;
  /** Values that the form suggests, e.g. our callback address. */
  suggestions?(configurationId: string, host: Host): Record<string, string>;
  /** What fields of kind `text` can be chosen from at the moment, per field; the form makes a choice of them. */
  choices?(
    configurationId: string,
    host: Host,
  ): Awaitable<Record<string, { value: string; label: string }[]>>;
  /** What depends on a configuration, in sentences: shown before it is deleted. */
  dependents?(configurationId: string, context: PageContext, host: Host): Promise<string[]>;
  /** Runs before a configuration is deleted; refuses with a sentence, or answers null. */
  beforeDelete?(
    configuration: ConfigurationSnapshot,
    context: PageContext,
    host: Host,
  ): Promise<string | null>;
  /** Runs after one was stored. */
  stored?(configurationId: string, host: Host): Promise<void>;
}

/** Something that everybody concerned should see on every page until it is over. */
export interface Notice {
  /** Unique in the package. */
  readonly id: string;
  readonly tone: 'info' | 'warning' | 'danger';
  readonly text: string;
  /** Where it can be mended: a page of the console, for those who may. */
  readonly link?: { readonly path: string; readonly label: string };
}

/** A number for whoever watches the system. */
export interface GaugeReading {
  /** e.g. `connection_up`; metrics show it as `fernwart_<package>_connection_up`. */
  readonly name: string;
  readonly help: string;
  readonly value: number;
  /** Of a closed set, or administrators' own names. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** The default export of a package's `server.js`: handlers for what the manifest declares, by the same ids. */
export interface Addon {
  readonly configurationTypes?: Record<string, ConfigurationType>;
  readonly actions?: Record<string, Action>;
  /** Keys are `<name>@<version>`; older versions may stay for runs that were started under them. */
  readonly workflows?: Record<string, Workflow>;
  readonly panels?: Record<string, Panel>;
  readonly pages?: Record<
    string,
    { render(context: PageContext, host: Host): Promise<{ blocks: Block[]; topics?: string[] }> }
  >;
  readonly sources?: Record<string, Source>;
  readonly forms?: Record<string, Form>;
  readonly links?: Record<string, Link>;
  /** Asked whenever metrics are read; must answer within two seconds. */
  readonly gauges?: (host: Host) => Promise<readonly GaugeReading[]>;
  /** Asked whenever one of `topics` is touched; requesters are not shown any. */
  readonly notices?: (context: PageContext, host: Host) => Promise<{ notices: Notice[]; topics: string[] }>;
  readonly callback?: (
    context: CallbackContext,
    host: Host,
  ) => Promise<{ title: string; text: string; tone: 'success' | 'danger'; close?: boolean }>;
}

/** Gives an add-on its type. */
export function defineAddon(addon: Addon): Addon {
  return addon;
}
